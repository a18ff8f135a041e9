import { Body, Controller, Headers, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiAct, notFound, versionIn } from '@handrail/platform';
import type { Response } from 'express';
import { etagOf, ProgramView, toProgramView } from '../reads/programs/program.dto.js';
import { ProgramReader } from '../reads/programs/program.reader.js';
import { CapacityActs } from './capacity-acts.service.js';
import { closuresIn, ClosuresDto } from './closures.dto.js';

/** The days on which a program holds no sessions and admits nobody. */
@ApiTags('programs')
@Controller('v1/programs/:id/closures')
export class ClosuresController {
  readonly #acts: CapacityActs;
  readonly #reader: ProgramReader;

  constructor(acts: CapacityActs, reader: ProgramReader) {
    this.#acts = acts;
    this.#reader = reader;
  }

  @Allow('programs.write')
  @Put()
  @ApiOperation({
    summary: 'Replaces the days a program is closed. Undone by putting the former ones',
    description:
      'Sessions on these days fall out of every calendar, what is held instead is added, and nobody is ' +
      'placed to begin on them. A week that comes to fewer hours than the level asks for is published once.',
  })
  @ApiAct({
    version: 'The version of the program you read',
    conflict: 'It is closed on these days already',
  })
  @ApiOkResponse({ type: ProgramView })
  async close(
    @Param('id') programId: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: ClosuresDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProgramView> {
    const { by, reason } = body;
    const version = versionIn(ifMatch, 'program');
    await this.#acts.close({ programId, version, by, reason }, closuresIn(body));
    const row = await this.#reader.byId(programId);
    if (!row) throw notFound('program');
    response.setHeader('ETag', etagOf(row));
    return toProgramView(row);
  }
}
