import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AuditAnswer } from '@handrail/contracts';
import { Allow } from '../access/allow.js';
import { pageQuery, type Page } from '../http/page.js';
import { AuditFirst } from './audit-first.js';
import { AuditPageDto, AuditQueryDto } from './audit.dto.js';
import { AUDIT_SORT, AuditReader } from './audit.reader.js';

/** Who saw and did what in this service. Searching is kept too, before it is answered. */
@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  readonly #reader: AuditReader;

  constructor(reader: AuditReader) {
    this.#reader = reader;
  }

  @Allow('audit.read')
  @AuditFirst()
  @Get()
  @ApiOperation({
    summary: 'Who saw or changed a person, or what somebody saw and did, newest first',
    description:
      'Reads that showed nobody are not kept, and what senders send is kept as messages (GET /v1/messages of intake).',
  })
  @ApiOkResponse({ type: AuditPageDto })
  list(@Query() query: AuditQueryDto): Promise<Page<AuditAnswer>> {
    const { personId, actor, from, to } = query;
    const filter = {
      ...{ personId: personId?.toLowerCase() ?? null, actor: actor ?? null },
      ...{ from: from ?? null, to: to ?? null },
    };
    return this.#reader.page(filter, pageQuery(query, AUDIT_SORT));
  }
}
