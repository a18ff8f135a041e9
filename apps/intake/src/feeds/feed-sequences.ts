import { Inject, Injectable } from '@nestjs/common';
import { toStorable } from '@handrail/domain';
import { LOGGER, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { Inbound } from '../inbound/domain/inbound.js';
import { noteSequences } from './feed.store.js';

/**
 * Notes the sequence numbers of stored messages (MSH-13) before they are acknowledged. Without an
 * acknowledgement the sender sends again, so that a crash leaves no hole which the sender did not make.
 */
@Injectable()
export class FeedSequences {
  readonly #db: DataSource;
  readonly #log: Logger;

  constructor(db: DataSource, @Inject(LOGGER) log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** Never throws: a number that could not be noted must not keep a message from its answer. */
  async note(inbounds: readonly Inbound[]): Promise<void> {
    const numbered = inbounds.flatMap(({ sequence, source, receivedAt }) =>
      sequence === undefined ? [] : [{ sequence, source: toStorable(source), receivedAt }],
    );
    if (numbered.length === 0) return;
    await noteSequences(this.#db, numbered).catch((error: unknown) =>
      this.#log.warn('sequence numbers could not be noted', {
        count: numbered.length,
        errorName: error instanceof Error ? error.name : 'unknown',
      }),
    );
  }
}
