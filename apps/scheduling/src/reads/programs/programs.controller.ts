import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import {
  Allow,
  ApiAct,
  badRequest,
  notFound,
  type Page,
  pageQuery,
  preconditionFailed,
  preconditionRequired,
} from '@handrail/platform';
import type { Response } from 'express';
import { checkHours } from '../../program/save-program/check-program.js';
import { ChangedProgramDto, NewProgramDto } from '../../program/save-program/program.dto.js';
import { ProgramSaver } from '../../program/save-program/save-program.service.js';
import { ProgramReader } from './program.reader.js';
import { etagOf, ProgramPage, ProgramView, toProgramView } from './program.dto.js';

/** The program directory: what is offered where, and how many places are left. */
@ApiTags('programs')
@Controller('v1/programs')
export class ProgramsController {
  readonly #reader: ProgramReader;
  readonly #saver: ProgramSaver;

  constructor(reader: ProgramReader, saver: ProgramSaver) {
    this.#reader = reader;
    this.#saver = saver;
  }

  @Allow('care.read')
  @Get()
  @ApiOperation({ summary: 'Programs, newest first' })
  @ApiQuery({ name: 'level', required: false })
  @ApiQuery({ name: 'region', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: ProgramPage })
  list(
    @Query('level') level?: string,
    @Query('region') region?: string,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<ProgramView>> {
    return this.#reader.page({ level, region }, pageQuery({ limit, cursor }, ['time', 'text']));
  }

  @Allow('care.read')
  @Get(':id')
  @ApiOperation({
    operationId: 'ProgramsController_one',
    summary: 'One program with its tracks and places',
  })
  @ApiOkResponse({ type: ProgramView, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiNotFoundResponse()
  async byId(
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProgramView> {
    return await this.#show(id, response);
  }

  @Allow('programs.write')
  @Post()
  @ApiOperation({ summary: 'Adds a program; people who wait for its level are looked at again' })
  @ApiCreatedResponse({ type: ProgramView })
  @ApiConflictResponse({ description: 'There is a program with this id already.' })
  async add(
    @Body() program: NewProgramDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProgramView> {
    checkHours(program);
    await this.#saver.add(program);
    response.setHeader('Location', `/v1/programs/${program.id}`);
    return await this.#show(program.id, response);
  }

  @Allow('programs.write')
  @Put(':id')
  @ApiOperation({ summary: 'Replaces what is said about a program' })
  @ApiAct({ conflict: 'People hold places that the change would take away.' })
  @ApiOkResponse({ type: ProgramView })
  async change(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() settings: ChangedProgramDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProgramView> {
    if (settings.id !== undefined && settings.id !== id)
      throw badRequest('A program keeps its id.', [
        { path: '/id', reason: 'is not the id of the path', accepted: 'the same id, or none' },
      ]);
    checkHours(settings);
    await this.#saver.change(id, await this.#versionAsked(id, ifMatch), settings);
    return await this.#show(id, response);
  }

  async #versionAsked(id: string, ifMatch: string | undefined): Promise<number> {
    const row = await this.#reader.byId(id);
    if (!row) throw notFound('program');
    if (ifMatch === undefined) throw preconditionRequired();
    const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (!tags.includes('*') && !tags.includes(etagOf(row)))
      throw preconditionFailed('The program was changed since you read it.');
    return row.version;
  }

  async #show(id: string, response: Response): Promise<ProgramView> {
    const row = await this.#reader.byId(id);
    if (!row) throw notFound('program');
    response.setHeader('ETag', etagOf(row));
    return toProgramView(row);
  }
}
