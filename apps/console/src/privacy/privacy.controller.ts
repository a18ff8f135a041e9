import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PageAnswer } from '@handrail/contracts';
import { Allow, ApiAct, preconditionRequired } from '@handrail/platform';
import type { ConsentItem, Disclosures, EmergencyItem } from '../api/privacy.js';
import { PrivacyClient } from './privacy.client.js';
import {
  AccessActParamsDto,
  AccessesQueryDto,
  ConsentActParamsDto,
  ConsentRecordDto,
  EmergencyOpenedDto,
  PrivacyActDto,
  PrivacyParamsDto,
} from './privacy.dto.js';

const AS_INTAKE = { description: 'As intake answers it.' };
const AS_SCHEDULING = { description: 'As scheduling answers it.' };

/** What a person lets whom be told, what was told, and what was opened in emergencies. */
@ApiTags('privacy')
@Controller('v1/console/privacy')
export class PrivacyController {
  readonly #client: PrivacyClient;

  constructor(client: PrivacyClient) {
    this.#client = client;
  }

  @Get('persons/:id/consents')
  @Allow('consent.admin', 'audit.read')
  @ApiOperation({ summary: 'Consents and denials of a person, newest first.' })
  @ApiOkResponse(AS_INTAKE)
  consents(@Param() { id }: PrivacyParamsDto): Promise<{ items: ConsentItem[] }> {
    return this.#client.consents(id);
  }

  @Post('persons/:id/consents')
  @Allow('consent.admin')
  @HttpCode(200)
  @ApiOperation({ summary: 'Records a consent that was signed, or a denial.' })
  @ApiOkResponse(AS_INTAKE)
  record(@Param() { id }: PrivacyParamsDto, @Body() body: ConsentRecordDto): Promise<ConsentItem> {
    return this.#client.record(id, body);
  }

  @Post('consents/:id/:act')
  @Allow('consent.admin')
  @HttpCode(200)
  @ApiAct()
  @ApiOperation({ summary: 'Revokes a consent, or takes that back.' })
  @ApiOkResponse(AS_INTAKE)
  actOnConsent(
    @Param() { id, act }: ConsentActParamsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PrivacyActDto,
  ): Promise<ConsentItem> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.actOnConsent(id, act, body, ifMatch);
  }

  @Get('persons/:id/disclosures')
  @Allow('audit.read', 'consent.admin')
  @ApiOperation({ summary: 'To whom a person was disclosed in the last three years.' })
  @ApiOkResponse(AS_SCHEDULING)
  disclosures(@Param() { id }: PrivacyParamsDto): Promise<Disclosures> {
    return this.#client.disclosures(id);
  }

  @Get('emergency-accesses')
  @Allow('consent.admin', 'audit.read')
  @ApiOperation({ summary: 'Accesses without consent in emergencies, newest first.' })
  @ApiOkResponse(AS_SCHEDULING)
  accesses(@Query() { state, cursor }: AccessesQueryDto): Promise<PageAnswer<EmergencyItem>> {
    return this.#client.accesses({ ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) });
  }

  @Post('emergency-accesses')
  @Allow('care.act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens access to one person for one organisation, for an hour.' })
  @ApiOkResponse(AS_SCHEDULING)
  open(@Body() body: EmergencyOpenedDto): Promise<EmergencyItem> {
    return this.#client.open(body);
  }

  @Post('emergency-accesses/:id/:act')
  @Allow('consent.admin')
  @HttpCode(200)
  @ApiAct()
  @ApiOperation({ summary: 'Ends an access, or records what was found about it.' })
  @ApiOkResponse(AS_SCHEDULING)
  actOnAccess(
    @Param() { id, act }: AccessActParamsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PrivacyActDto,
  ): Promise<EmergencyItem> {
    if (!ifMatch) throw preconditionRequired();
    return this.#client.actOnAccess(id, act, body, ifMatch);
  }
}
