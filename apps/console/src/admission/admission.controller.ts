import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe } from '@nestjs/common';
import { Post, Query } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, notFound } from '@handrail/platform';
import { ARRIVAL_ACTS, type AdmissionDesk, type TrackAttendance } from '../api/admission.js';
import { AdmissionClient } from './admission.client.js';
import { ProgramNames } from '../services/program-names.js';
import {
  AdmissionDeskDto,
  ProgramChoicesDto,
  SessionQueryDto,
  TrackAttendanceDto,
} from './admission.dto.js';

/** The admission desk of one program. Scheduling and intake decide, the console shows and passes on. */
@ApiTags('care')
@Controller('v1/console/care/desks')
export class AdmissionController {
  readonly #client: AdmissionClient;
  readonly #programs: ProgramNames;

  constructor(client: AdmissionClient, programs: ProgramNames) {
    this.#client = client;
    this.#programs = programs;
  }

  @Allow('care.read', 'offers.answer')
  @Get()
  @ApiOperation({ summary: 'Programs whose desk can be chosen, by name.' })
  @ApiOkResponse({ type: ProgramChoicesDto })
  async programs(): Promise<ProgramChoicesDto> {
    return { items: await this.#programs.all() };
  }

  @Allow('care.read', 'offers.answer')
  @Get(':programId')
  @ApiOperation({ summary: 'Who starts when with which needs, offers, and places of each track.' })
  @ApiOkResponse({ type: AdmissionDeskDto })
  desk(@Param('programId') programId: string): Promise<AdmissionDesk> {
    return this.#client.desk(programId);
  }

  @Allow('offers.answer')
  @Post(':programId/offers/:id/:answer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Accepts an offer or declines it with a reason.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ description: 'The placement as it is then.' })
  answer(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('answer') answer: string,
    @Body() body: object | undefined,
  ): Promise<unknown> {
    if (answer !== 'accept' && answer !== 'decline') throw notFound('answer');
    return this.#client.answerOffer(id, answer, body ?? {});
  }

  @Allow('offers.answer')
  @Post(':programId/people/:id/:arrival')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records by hand that somebody has moved in, or takes that back.' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that was seen.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ description: 'The placement as it is then.' })
  arrival(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('arrival') arrival: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: object | undefined,
  ): Promise<unknown> {
    const act = ARRIVAL_ACTS.find((known) => known === arrival);
    if (!act) throw notFound('act');
    return this.#client.recordArrival(id, act, body ?? {}, ifMatch);
  }

  @Allow('offers.answer')
  @Get(':programId/tracks/:trackId/attendance')
  @ApiOperation({ summary: 'What was recorded of a session, and the hours of everybody so far.' })
  @ApiOkResponse({ type: TrackAttendanceDto })
  attendance(
    @Param('programId') programId: string,
    @Param('trackId') trackId: string,
    @Query() { sessionStartsAt }: SessionQueryDto,
  ): Promise<TrackAttendance> {
    return this.#client.attendance(programId, trackId, sessionStartsAt);
  }

  @Allow('offers.answer')
  @Post(':programId/tracks/:trackId/attendance')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records who came to a session, for everybody at once.' })
  @ApiBody({ schema: { type: 'object' } })
  @ApiOkResponse({ description: 'The sheet as it was recorded.' })
  record(
    @Param('programId') programId: string,
    @Param('trackId') trackId: string,
    @Body() sheet: object | undefined,
  ): Promise<unknown> {
    return this.#client.record(programId, trackId, sheet ?? {});
  }
}
