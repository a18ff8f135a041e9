import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiAct, notFound, shown, versionIn } from '@handrail/platform';
import type { Response } from 'express';
import { CapacityReader } from '../reads/capacity/capacity.reader.js';
import { TrackCapacityView } from '../reads/capacity/capacity.dto.js';
import { BlockDto, PlacesDto, UnblockDto } from './capacity-acts.dto.js';
import { CapacityActs, type ActOnTrack } from './capacity-acts.service.js';

/** What people do about the places of a track. Of two who act on the same version, the second is refused. */
@ApiTags('capacity')
@ApiAct({
  version: 'The version of the program you read',
  conflict: 'Not possible in its present state; the type says why',
})
@Controller('v1/programs/:id/tracks/:trackId')
export class CapacityActsController {
  readonly #acts: CapacityActs;
  readonly #reader: CapacityReader;

  constructor(acts: CapacityActs, reader: CapacityReader) {
    this.#acts = acts;
    this.#reader = reader;
  }

  @Allow('programs.write')
  @Post('block')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes places out of service. Undone by unblock',
    description:
      'Nobody gets them, and nobody loses a place: of more places than are empty the others are blocked once ' +
      'they are freed. With `until` they are given out again by themselves.',
  })
  @ApiOkResponse({ type: TrackCapacityView })
  async block(
    @Param('id') id: string,
    @Param('trackId') trackId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: BlockDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TrackCapacityView> {
    const { places, reason, until = null } = body;
    await this.#acts.block(actOn(id, trackId, ifMatch, body), { places, reason, until });
    return await this.#show(id, trackId, response);
  }

  @Allow('programs.write')
  @Post('unblock')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts the places of a block back into service. Undone by block' })
  @ApiOkResponse({ type: TrackCapacityView })
  async unblock(
    @Param('id') id: string,
    @Param('trackId') trackId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: UnblockDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TrackCapacityView> {
    await this.#acts.unblock(actOn(id, trackId, ifMatch, body), body.blockId.toLowerCase());
    return await this.#show(id, trackId, response);
  }

  @Allow('programs.write')
  @Post('places')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Says how many places there are and how many are taken, counted now',
    description: 'A capacity under what is taken is kept as planned. Undone by saying the former.',
  })
  @ApiOkResponse({ type: TrackCapacityView })
  async places(
    @Param('id') id: string,
    @Param('trackId') trackId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PlacesDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TrackCapacityView> {
    const { capacity, occupied } = body;
    await this.#acts.count(actOn(id, trackId, ifMatch, body), { capacity, occupied });
    return await this.#show(id, trackId, response);
  }

  async #show(id: string, trackId: string, response: Response): Promise<TrackCapacityView> {
    const track = await this.#reader.byTrack(id, trackId);
    if (!track) throw notFound('track of this program');
    return shown(response, track);
  }
}

const actOn = (
  programId: string,
  trackId: string,
  ifMatch: string | undefined,
  { by, reason }: { readonly by: string; readonly reason: string },
): ActOnTrack => ({ programId, trackId, version: versionIn(ifMatch, 'program'), by, reason });
