import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, ApiAct, notFound, shown, versionIn } from '@handrail/platform';
import type { Response } from 'express';
import { ConsentActs } from './consent-acts.service.js';
import { ConsentActDto, ConsentsDto, ConsentView, RecordConsentDto } from './consents.dto.js';
import { ConsentsReader } from './consents.reader.js';

/** What persons let whom be told (42 CFR 2.31): recorded, revoked, and shown without its words. */
@ApiTags('consents')
@Controller('v1')
export class ConsentsController {
  readonly #acts: ConsentActs;
  readonly #reader: ConsentsReader;

  constructor(acts: ConsentActs, reader: ConsentsReader) {
    this.#acts = acts;
    this.#reader = reader;
  }

  @Get('persons/:id/consents')
  @Allow('consent.admin', 'audit.read')
  @ApiOperation({ summary: 'Consents and denials of a person, newest first, in codes' })
  @ApiOkResponse({ type: ConsentsDto })
  async ofPerson(@Param('id', ParseUUIDPipe) id: string): Promise<ConsentsDto> {
    return { items: await this.#reader.ofPerson(id.toLowerCase()) };
  }

  @Post('persons/:id/consents')
  @Allow('consent.admin')
  @ApiOperation({
    summary: 'Records a consent that was signed, or a denial. Undone by revoking it',
    description:
      'With every element of 42 CFR 2.31(a); what lacks one is kept and permits nothing. A denial needs no form.',
  })
  @ApiCreatedResponse({ type: ConsentView })
  @ApiNotFoundResponse({ description: 'There is no such person' })
  async record(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RecordConsentDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentView> {
    return shown(response, await this.#known(await this.#acts.record(id.toLowerCase(), body)));
  }

  @Post('consents/:id/revoke')
  @Allow('consent.admin')
  @HttpCode(200)
  @ApiAct({ conflict: 'It is revoked already' })
  @ApiOperation({
    summary: 'The person has revoked it: nothing is told by it from now on. Undone by restore',
  })
  @ApiOkResponse({ type: ConsentView })
  async revoke(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { by, reason }: ConsentActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentView> {
    await this.#acts.revoke({ id, version: versionIn(ifMatch, 'consent'), by, reason });
    return shown(response, await this.#known(id));
  }

  @Post('consents/:id/restore')
  @Allow('consent.admin')
  @HttpCode(200)
  @ApiAct({ conflict: 'It was not revoked by hand' })
  @ApiOperation({ summary: 'It was recorded as revoked by mistake. Undone by revoke' })
  @ApiOkResponse({ type: ConsentView })
  async restore(
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { by, reason }: ConsentActDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConsentView> {
    await this.#acts.restore({ id, version: versionIn(ifMatch, 'consent'), by, reason });
    return shown(response, await this.#known(id));
  }

  async #known(id: string): Promise<ConsentView> {
    const known = await this.#reader.byId(id);
    if (!known) throw notFound('consent');
    return known;
  }
}
