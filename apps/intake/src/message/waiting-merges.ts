import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LOGGER, SERVICE_SETTINGS, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { IntakeSettings } from '../intake.settings.js';
import { INGEST } from '../intake.tokens.js';
import { NO_SUCH_PERSON } from './apply/apply-merge.js';
import type { Ingest } from './ingest.js';
import { STORED_COLUMNS, StoredMessages, type StoredMessage } from './stored-messages.js';

const EVERY_MS = 30_000;
/** The newest of those that wait: usually there is none. */
const AT_ONCE = 20;

const WAITING = `
  SELECT ${STORED_COLUMNS} FROM message
  WHERE disposition = 'parked' AND reason = '${NO_SUCH_PERSON}' ORDER BY parked_at DESC LIMIT ${AT_ONCE}`;

/**
 * Tries merges again that named somebody by what their server calls them, before any message told of that
 * person: the persons may have come since, and nobody should have to notice.
 */
@Injectable()
export class WaitingMerges implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #trying: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(INGEST) private readonly ingest: Ingest,
    private readonly stored: StoredMessages,
    @Inject(SERVICE_SETTINGS) private readonly settings: IntakeSettings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Nest runs this hook once for the HTTP application and once for its event consumer. */
  onApplicationBootstrap(): void {
    if (this.#timer || !this.settings.ROLES.includes('timers')) return;
    this.#timer = setInterval(() => this.#tick(), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#trying;
  }

  #tick(): void {
    this.#trying = this.#trying
      .then(() => this.tryAll())
      .catch((error: unknown) => this.log.error('waiting merges could not be tried', { error }));
  }

  async tryAll(): Promise<void> {
    const rows = await this.db.query<StoredMessage[]>(WAITING);
    for (const inbound of (await this.stored.read(this.db, rows)).values())
      await this.ingest.redo(inbound);
  }
}
