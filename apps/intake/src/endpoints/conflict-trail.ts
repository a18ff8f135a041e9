import { Injectable } from '@nestjs/common';
import { queryableOn } from '@handrail/messaging';
import { AuditTrail, callerOf, factsOf, poolOf } from '@handrail/platform';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { Receipt } from '../inbound/domain/inbound.js';

/**
 * Who sent other content under a source and id that came before: a sender that counts wrong, or somebody who tries to
 * replace what a hospital said. What they sent is not kept, so the audit has a row, of the message that was kept first.
 */
@Injectable()
export class ConflictTrail {
  readonly #trail: AuditTrail;

  constructor(dataSource: DataSource) {
    this.#trail = new AuditTrail(queryableOn(poolOf(dataSource)));
  }

  /** Resolves when each conflict of a request is kept; it is answered after that. */
  async keep(request: Request, receipts: readonly Receipt[]): Promise<void> {
    const conflicts = receipts.filter(({ status }) => status === 'conflict');
    const caller = callerOf(request);
    if (conflicts.length === 0 || !caller) return;
    const messages = conflicts.map(({ messageId }) => messageId);
    await this.#trail.keepEach(factsOf(request, caller.principal), messages, 'event-conflict');
  }
}
