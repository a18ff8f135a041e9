import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { topicOf } from '@handrail/contracts';
import type { EventLog, LogBatch, Messaging, Subscription } from '@handrail/messaging';
import {
  EVENT_LOG,
  HEALTH,
  LOGGER,
  MESSAGING,
  Repeated,
  SERVICE_SETTINGS,
  type CommonSettings,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import { DataSource } from 'typeorm';
import { readRecord } from './read-record.js';
import { addEvents, addRequester, enqueue } from './webhook-feed.sql.js';
import { WebhookSender } from './webhook-sender.service.js';

const GROUP = 'handrail.scheduling.webhooks';
/** How often a process looks whether somebody has subscribed through another one. */
const LOOK_EVERY_MS = 5_000;

const SUBSCRIBED = `SELECT EXISTS (SELECT 1 FROM webhook_subscription WHERE status <> 'removed') AS is`;

/**
 * Reads what scheduling has published, as any other reader of the log does, and gives it to receivers. It
 * reads nothing until somebody has subscribed. A batch is committed to the database before its offsets are,
 * and read again it changes nothing.
 */
@Injectable()
export class WebhookFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #eventLog: EventLog;
  readonly #messaging: Messaging;
  readonly #dataSource: DataSource;
  readonly #sender: WebhookSender;
  readonly #settings: CommonSettings;
  readonly #looking: Repeated;
  readonly #log: Logger;
  #reading: Subscription | undefined;

  constructor(
    @Inject(EVENT_LOG) eventLog: EventLog,
    @Inject(MESSAGING) messaging: Messaging,
    dataSource: DataSource,
    sender: WebhookSender,
    @Inject(SERVICE_SETTINGS) settings: CommonSettings,
    @Inject(HEALTH) health: HealthRegistry,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#eventLog = eventLog;
    this.#messaging = messaging;
    this.#dataSource = dataSource;
    this.#sender = sender;
    this.#settings = settings;
    this.#log = log;
    this.#looking = new Repeated(
      LOOK_EVERY_MS,
      () => this.#look(),
      (error) => log.error('webhooks could not be read for', { error }),
    );
    health.addDegradation('webhook feed', () => {
      const state = this.#reading?.health();
      return state && !state.ok ? [`webhooks are not fed: ${state.why}`] : [];
    });
  }

  onApplicationBootstrap(): void {
    if (!this.#settings.ROLES.includes('consumer')) return;
    this.#looking.begin();
    this.#looking.now();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#looking.end();
    await this.#reading?.stop();
  }

  /** Looks now: somebody has subscribed. */
  wake(): void {
    if (this.#settings.ROLES.includes('consumer')) this.#looking.now();
  }

  async #look(): Promise<void> {
    if (this.#reading) return;
    const [row] = await this.#dataSource.query<Array<{ is: boolean }>>(SUBSCRIBED);
    if (!row!.is) return;
    // From the beginning of what the log keeps: what is older than a subscription is not for it.
    this.#reading = await this.#eventLog.subscribe({
      ...{ group: GROUP, topics: [topicOf('scheduling'), topicOf('intake')] },
      ...{ maxBatch: 500, concurrency: 1 },
      onBatch: (batch) => this.#take(batch),
    });
  }

  async #take({ records }: LogBatch): Promise<void> {
    const read = records.flatMap((record) => readRecord(record) ?? []);
    if (read.length === 0) return;
    const events = read.flatMap((each) => (each.kind === 'event' ? [each.event] : []));
    const asked = read.flatMap((each) => (each.kind === 'requester' ? [each] : []));
    try {
      const isForSomebody = await this.#messaging.transact([], async ({ tx }) => {
        await addEvents(tx, events);
        for (const { messageId, requester } of asked) await addRequester(tx, messageId, requester);
        const ids = events.map(({ eventId }) => eventId);
        return await enqueue(
          tx,
          ids,
          asked.map(({ messageId }) => messageId),
        );
      });
      if (isForSomebody) this.#sender.wake();
    } catch (error) {
      this.#log.error('events could not be given to webhooks, and are read again', { error });
      throw error;
    }
  }
}
