import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiAct, notFound, shown } from '@handrail/platform';
import type { Response } from 'express';
import { isUuid } from '../reads/check-query.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { ActDto } from './acts.dto.js';
import { actOf } from './act-of.js';
import {
  ContactDto,
  InterimDto,
  PauseDto,
  RemoveDto,
  StateAnswerDto,
  TakeBackDto,
} from './waiting-acts.dto.js';
import { WaitingActs } from './waiting-acts.service.js';

/** What people do about somebody who waits. Of two who act on the same version, the second is refused. */
@ApiTags('waitlist')
@ApiAct({ conflict: 'Not possible in its present state; the type says why' })
@Controller('v1/waitlist/:id')
export class WaitingActsController {
  readonly #acts: WaitingActs;
  readonly #reader: PlacementReader;

  constructor(acts: WaitingActs, reader: PlacementReader) {
    this.#acts = acts;
    this.#reader = reader;
  }

  @Allow('waitlist.act')
  @Post('interim')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes interim services. Undone by take-back' })
  @ApiOkResponse({ type: PlacementView })
  async interim(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: InterimDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.interim(actOf(id, ifMatch, body), body);
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('contact')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes a contact, or the answer of the person. Undone by take-back' })
  @ApiOkResponse({ type: PlacementView })
  async contact(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ContactDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.contact(actOf(id, ifMatch, body), body);
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The person cannot come for a while: clocks stand still. Undone by resume',
  })
  @ApiOkResponse({ type: PlacementView })
  async pause(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PauseDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.pause(actOf(id, ifMatch, body), body);
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'The person can come again. Undone by pause' })
  @ApiOkResponse({ type: PlacementView })
  async resume(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.resume(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('remove')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes the person off the list (45 CFR 96.126(c)). Undone by return' })
  @ApiOkResponse({ type: PlacementView })
  async remove(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RemoveDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.remove(actOf(id, ifMatch, body), body.reason);
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('return')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Puts the person back with their rank. Undone by remove',
    description:
      'They are in the line again once the allocator has looked, some milliseconds later.',
  })
  @ApiAcceptedResponse()
  async putBack(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
  ): Promise<void> {
    await this.#acts.putBack(actOf(id, ifMatch, body));
  }

  @Allow('waitlist.act')
  @Post('exception')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Notes a reason for serving out of turn; the order stays. Undone by take-back',
  })
  @ApiOkResponse({ type: PlacementView })
  async exception(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.exception(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('refer')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Refers a pregnant woman nobody can take to the State. Undone by take-back',
  })
  @ApiOkResponse({ type: PlacementView })
  async refer(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.refer(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('answer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Notes the answer of the State. Undone with its referral by take-back' })
  @ApiOkResponse({ type: PlacementView })
  async answer(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: StateAnswerDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.answer(actOf(id, ifMatch, body), body.answer);
    return await this.#show(id, response);
  }

  @Allow('waitlist.act')
  @Post('take-back')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes back what was noted by mistake. Undone by noting it again' })
  @ApiOkResponse({ type: PlacementView })
  async takeBack(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: TakeBackDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.takeBack(actOf(id, ifMatch, body), body.entryId);
    return await this.#show(id, response);
  }

  async #show(id: string, response: Response): Promise<PlacementView> {
    const placement = isUuid(id) ? await this.#reader.byId(id) : undefined;
    if (!placement) throw notFound('placement');
    return shown(response, placement);
  }
}
