import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiTags } from '@nestjs/swagger';
import { Allow, ApiAct, notFound, shown } from '@handrail/platform';
import type { Response } from 'express';
import { PlacementView } from '../reads/placements/placement.dto.js';
import { PlacementReader } from '../reads/placements/placement.reader.js';
import { ActDto, MoveDto, OfferDto } from './acts.dto.js';
import { actOf } from './act-of.js';
import { PlaceTaking } from './place-taking.service.js';

/** What people do that takes a place: never one that somebody else has or is next in line for. */
@ApiTags('placements')
@ApiAct({ conflict: 'No free place, or not possible; the type says which' })
@Controller('v1/placements/:id')
export class PlaceTakingController {
  readonly #taking: PlaceTaking;
  readonly #reader: PlacementReader;

  constructor(taking: PlaceTaking, reader: PlacementReader) {
    this.#taking = taking;
    this.#reader = reader;
  }

  @Allow('placements.act')
  @Post('move')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Moves the person to a free place in another track of their level',
    description:
      'Answers the new placement, whose `movedFrom` events name this one. A program that takes people ' +
      'by offer is offered the person first; the old place stays until it accepts. Undone by moving back.',
  })
  @ApiOkResponse({ type: PlacementView })
  async move(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: MoveDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    return await this.#show(await this.#taking.move(actOf(id, ifMatch, body), body), response);
  }

  @Allow('placements.act')
  @Post('offers')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Offers the person to chosen programs at the same time, each with a place held',
    description:
      'The first to accept has the person, the others are withdrawn with it. A program that takes people ' +
      'automatically accepts by being asked. Undone by withdrawing the offers.',
  })
  @ApiOkResponse({ type: PlacementView })
  async offer(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: OfferDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#taking.offer(actOf(id, ifMatch, body), body.tracks);
    return await this.#show(id, response);
  }

  @Allow('placements.act')
  @Post('reinstate')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes the end of a place back, while the place is free. Undone by end',
  })
  @ApiOkResponse({ type: PlacementView })
  async reinstate(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlacementView> {
    await this.#taking.reinstate(actOf(id, ifMatch, body));
    return await this.#show(id, response);
  }

  async #show(id: string, response: Response): Promise<PlacementView> {
    const placement = await this.#reader.byId(id);
    if (!placement) throw notFound('placement');
    return shown(response, placement);
  }
}
