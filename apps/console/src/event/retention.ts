import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Messaging } from '@handrail/messaging';
import { LOGGER, MESSAGING, SERVICE_SETTINGS, type Logger } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { ConsoleSettings } from '../console.settings.js';

/** Events between two sweeps: by so many the table may hold more than it should. */
const EVERY_EVENTS = 500;
const COUNTS_KEPT_HOURS = 26;

/**
 * Keeps the newest events and a day of counts. It is driven by commits, not by a clock: a console
 * that receives nothing has nothing to sweep.
 */
@Injectable()
export class ReadModelRetention implements OnModuleDestroy {
  #events = 0;
  #sweeping = false;
  readonly #unlisten: () => void;
  readonly #database: DataSource;
  readonly #settings: ConsoleSettings;
  readonly #log: Logger;

  constructor(
    database: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(SERVICE_SETTINGS) settings: ConsoleSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#database = database;
    this.#settings = settings;
    this.#log = log;
    this.#unlisten = messaging.onCommit((_, events) => {
      this.#events += events;
      if (this.#events < EVERY_EVENTS || this.#sweeping) return;
      this.#events = 0;
      void this.sweep();
    });
  }

  async sweep(): Promise<void> {
    this.#sweeping = true;
    try {
      // Numbers have gaps where an event came twice: a few less are kept, and none has to be counted.
      await this.#database.query(
        `DELETE FROM recent_event WHERE seq <= (SELECT max(seq) FROM recent_event) - $1::bigint`,
        [this.#settings.CONSOLE_RECENT_EVENTS],
      );
      await this.#database.query(
        `DELETE FROM minute_count WHERE minute < now() - make_interval(hours => $1)`,
        [COUNTS_KEPT_HOURS],
      );
    } catch (error) {
      this.#log.error('old events could not be removed', { error });
    } finally {
      this.#sweeping = false;
    }
  }

  onModuleDestroy(): void {
    this.#unlisten();
  }
}
