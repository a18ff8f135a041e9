import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LOGGER, Repeated, SERVICE_SETTINGS, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { IntakeSettings } from '../intake.settings.js';
import { INGEST } from '../intake.tokens.js';
import { NO_SUCH_PERSON } from '../apply/apply-merge.js';
import type { Ingest } from '../ingest/ingest.js';
import { STORED_COLUMNS, StoredMessages, type StoredMessage } from '../message/stored-messages.js';

const EVERY_MS = 30_000;
/** Of those that wait; usually there is none. */
const AT_ONCE = 20;

// Any of them: twenty whose persons never come must not keep the others from their turn.
const WAITING = `
  SELECT ${STORED_COLUMNS} FROM message
  WHERE disposition = 'parked' AND reason = '${NO_SUCH_PERSON}' ORDER BY random() LIMIT ${AT_ONCE}`;

/**
 * Tries merges again that named somebody by what their server calls them, before any message told of that
 * person: the persons may have come since, and nobody should have to notice.
 */
@Injectable()
export class WaitingMerges implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #db: DataSource;
  readonly #ingest: Ingest;
  readonly #stored: StoredMessages;
  readonly #settings: IntakeSettings;
  readonly #log: Logger;
  readonly #trying = new Repeated(
    EVERY_MS,
    () => this.tryAll(),
    (error) => this.#log.error('waiting merges could not be tried', { error }),
  );

  constructor(
    db: DataSource,
    @Inject(INGEST) ingest: Ingest,
    stored: StoredMessages,
    @Inject(SERVICE_SETTINGS) settings: IntakeSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#db = db;
    this.#ingest = ingest;
    this.#stored = stored;
    this.#settings = settings;
    this.#log = log;
  }

  onApplicationBootstrap(): void {
    if (this.#settings.ROLES.includes('timers')) this.#trying.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.#trying.end();
  }

  async tryAll(): Promise<void> {
    const rows = await this.#db.query<StoredMessage[]>(WAITING);
    for (const inbound of (await this.#stored.read(this.#db, rows)).values())
      await this.#ingest.redo(inbound);
  }
}
