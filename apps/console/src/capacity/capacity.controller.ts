import { Body, Controller, Get, Header, Headers, HttpCode } from '@nestjs/common';
import { Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { Allow, ApiAct, notFound, preconditionRequired, Public } from '@handrail/platform';
import {
  CAPACITY_ACTS,
  type CapacityAct,
  type CapacityRow,
  type ImportReport,
  type KnownProgram,
  type PlacesQuestion,
} from '../api/capacity.js';
import { CapacityClient } from './capacity.client.js';
import { CapacityListDto, CapacityQueryDto } from './capacity.dto.js';
import { ImportDto, ImportReportDto } from './import.dto.js';

/** The capacity board and the editor of programs: scheduling decides, the console passes on. */
@ApiTags('care')
@Controller('v1/console/care')
export class CapacityBoardController {
  readonly #client: CapacityClient;

  constructor(client: CapacityClient) {
    this.#client = client;
  }

  @Allow('care.read')
  @Get('capacity-board')
  @ApiOperation({ summary: 'Tracks with their places, each number with its age and confidence.' })
  @ApiOkResponse({ type: CapacityListDto })
  list(
    @Query() { level, region, programId, limit, cursor }: CapacityQueryDto,
  ): Promise<PageAnswer<CapacityRow>> {
    const asked = Object.entries({ level, region, programId, limit: limit ?? '100', cursor });
    return this.#client.page(
      Object.fromEntries(asked.filter((pair): pair is [string, string] => pair[1] !== undefined)),
    );
  }

  @Allow('care.read')
  @Get('programs/export')
  @Header('content-type', 'text/csv; charset=utf-8; header=present')
  @Header('content-disposition', 'attachment; filename="programs.csv"')
  @ApiOperation({ summary: 'The directory of programs as CSV, to be edited and taken in again.' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  export(): Promise<string> {
    return this.#client.export();
  }

  @Allow('programs.write')
  @Post('programs/import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What taking a directory in would change; with the digest of that, changes it.',
  })
  @ApiBody({ type: ImportDto })
  @ApiOkResponse({ type: ImportReportDto })
  import(@Body() directory: ImportDto): Promise<ImportReport> {
    return this.#client.import(directory);
  }

  @Allow('care.read')
  @Get('programs/:id')
  @ApiOperation({ summary: 'The settings of one program.' })
  @ApiOkResponse({ description: 'The program with its closures and its version.' })
  program(@Param('id') id: string): Promise<KnownProgram> {
    return this.#client.program(id);
  }

  @Allow('programs.write')
  @Post('programs')
  @ApiOperation({ summary: 'Adds a program.' })
  @ApiBody({ schema: { type: 'object' } })
  add(@Body() program: object | undefined): Promise<KnownProgram> {
    return this.#client.add(program ?? {});
  }

  @Allow('programs.write')
  @Put('programs/:id')
  @ApiOperation({ summary: 'Replaces the settings of a program.' })
  @ApiAct()
  @ApiBody({ schema: { type: 'object' } })
  change(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() program: object | undefined,
  ): Promise<KnownProgram> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.change(id, program ?? {}, ifMatch);
  }

  @Allow('programs.write')
  @Put('programs/:id/closures')
  @ApiOperation({ summary: 'Replaces the days a program is closed.' })
  @ApiAct()
  @ApiBody({ schema: { type: 'object' } })
  close(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() closures: object | undefined,
  ): Promise<KnownProgram> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.close(id, closures ?? {}, ifMatch);
  }

  @Allow('programs.write')
  @Post('programs/:id/capacity-link')
  @ApiOperation({ summary: 'A link by which the program confirms its places in one tap.' })
  @ApiBody({ schema: { type: 'object' } })
  link(
    @Param('id') id: string,
    @Body() by: object | undefined,
  ): Promise<{ token: string; expiresAt: string }> {
    return this.#client.link(id, by ?? {});
  }

  @Public()
  @Get('capacity-question')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What a link asks. Reading it does not use it up.' })
  @ApiQuery({ name: 'token' })
  question(@Query('token') token?: string): Promise<PlacesQuestion> {
    return this.#client.question(typeof token === 'string' ? token : '');
  }

  @Public()
  @Post('capacity-question')
  @HttpCode(204)
  @ApiOperation({ summary: 'Says yes to what a link has shown.' })
  @ApiBody({ schema: { type: 'object' } })
  async confirm(@Body() answer: object | undefined): Promise<void> {
    await this.#client.confirm(answer ?? {});
  }

  @Allow('programs.write')
  @Post('programs/:id/tracks/:trackId/:act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Blocks places, gives them back, or says how many there are.' })
  @ApiAct()
  @ApiBody({ schema: { type: 'object' } })
  act(
    @Param('id') programId: string,
    @Param('trackId') trackId: string,
    @Param('act') act: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: object | undefined,
  ): Promise<CapacityRow> {
    if (!isAct(act)) throw notFound('act');
    if (!ifMatch) throw preconditionRequired();
    return this.#client.act({ programId, trackId, act }, body ?? {}, ifMatch);
  }
}

const isAct = (act: string): act is CapacityAct =>
  (CAPACITY_ACTS as readonly string[]).includes(act);
