import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiTags } from '@nestjs/swagger';
import { Allow, ApiAct, notFound, shown } from '@handrail/platform';
import type { Response } from 'express';
import { isUuid } from '../reads/check-query.js';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { ActDto, EndDto, ExtendDto, RescheduleDto } from './acts.dto.js';
import { DeskDoor } from '../desks/desk-door.service.js';
import { actOf } from './act-of.js';
import { PlacementActs } from './placement-acts.service.js';

/** What people do with a place somebody has. Of two who act on the same version, the second is refused. */
@ApiTags('placements')
@ApiAct({ conflict: 'Not possible in its present state; the type says why' })
@Controller('v1/placements/:id')
export class PlacementActsController {
  readonly #acts: PlacementActs;
  readonly #reader: PlacementReader;
  readonly #desks: DeskDoor;

  constructor(acts: PlacementActs, reader: PlacementReader, desks: DeskDoor) {
    this.#acts = acts;
    this.#reader = reader;
    this.#desks = desks;
  }

  @Allow('placements.act')
  @Post('end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends the place; the next in line gets it. Undone by reinstate' })
  @ApiOkResponse({ type: PlacementView })
  async end(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: EndDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.end(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('extend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Adds weeks to the plan. Undone by extending by as many fewer' })
  @ApiOkResponse({ type: PlacementView })
  async extend(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ExtendDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.extend(actOf(id, ifMatch, body), body.weeks);
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('reschedule')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves the first day to the first session on or after a day' })
  @ApiOkResponse({ type: PlacementView })
  async reschedule(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RescheduleDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.reschedule(actOf(id, ifMatch, body), body.startsOn);
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('hold')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keeps the place for somebody who cannot come. Undone by release' })
  @ApiOkResponse({ type: PlacementView })
  async hold(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.hold(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a place up again that was kept by hand. Undone by hold' })
  @ApiOkResponse({ type: PlacementView })
  async release(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.release(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('placements.act', 'offers.answer')
  @Post('arrived')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The person is there, of a place without sessions. Undone by not-arrived',
  })
  @ApiOkResponse({ type: PlacementView })
  async arrived(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    const act = actOf(id, ifMatch, body);
    await this.#desks.openPlacement(id);
    await this.#acts.arrived(act);
    return await this.#show(id, response);
  }

  @Allow('placements.act', 'offers.answer')
  @Post('not-arrived')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes back that the person is there. Undone by arrived' })
  @ApiOkResponse({ type: PlacementView })
  async notArrived(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    const act = actOf(id, ifMatch, body);
    await this.#desks.openPlacement(id);
    await this.#acts.notArrived(act);
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('reviewed')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes it off the list of what a person has to look at. Undone by review-again',
  })
  @ApiOkResponse({ type: PlacementView })
  async reviewed(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.reviewed(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('review-again')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts it back on that list for the same reason. Undone by reviewed' })
  @ApiOkResponse({ type: PlacementView })
  async reviewAgain(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#acts.reviewAgain(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  async #show(id: string, response: Response): Promise<PlacementView> {
    const placement = isUuid(id) ? await this.#reader.byId(id) : undefined;
    if (!placement) throw notFound('placement');
    return shown(response, placement);
  }
}
