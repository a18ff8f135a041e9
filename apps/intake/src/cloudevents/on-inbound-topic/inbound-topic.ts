import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { INBOUND_TOPIC } from '@handrail/contracts';
import type { EventLog, LogBatch, LogRecord, Subscription } from '@handrail/messaging';
import {
  EVENT_LOG,
  HEALTH,
  LOGGER,
  SERVICE_SETTINGS,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import type { IntakeSettings } from '../../intake.settings.js';
import { INGEST, PROFILES } from '../../intake.tokens.js';
import type { Inbound } from '../../message/domain/inbound.js';
import type { Ingest } from '../../message/ingest.js';
import type { SourceProfiles } from '../../profile/source-profiles.js';
import { readRecordEvent } from '../read-http.js';
import { receiveEvent, receiveRubbish } from '../receive-event.js';

const GROUP = 'handrail.intake';

/**
 * CloudEvents that sources publish on the log themselves. Stored first, then the offset is committed:
 * a crash between the two delivers them again, and a message that came before changes nothing.
 * What is refused is a stored message with disposition `rejected`, so nothing blocks the partition.
 */
@Injectable()
export class InboundTopic implements OnApplicationBootstrap, OnModuleDestroy {
  #subscription: Subscription | undefined;
  #joining: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly eventLog: EventLog,
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(PROFILES) private readonly profiles: SourceProfiles,
    @Inject(SERVICE_SETTINGS) private readonly settings: IntakeSettings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(HEALTH) private readonly health: HealthRegistry,
  ) {}

  /** Nest runs this hook once for the HTTP application and once for its event consumer. */
  onApplicationBootstrap(): Promise<void> {
    this.#joining ??= this.settings.ROLES.includes('consumer') ? this.#join() : Promise.resolve();
    return this.#joining;
  }

  async #join(): Promise<void> {
    this.#subscription = await this.eventLog.subscribe({
      group: GROUP,
      topics: [INBOUND_TOPIC],
      maxBatch: 200,
      concurrency: 4,
      onBatch: (batch) => this.#take(batch),
    });
    this.health.add('inbound-topic', () => {
      const health = this.#subscription?.health();
      return health && !health.ok ? [`${INBOUND_TOPIC}: ${health.why ?? 'not read'}`] : [];
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.stop();
  }

  async #take(batch: LogBatch): Promise<void> {
    try {
      await this.ingest.take(batch.records.map((record) => this.#receive(record)));
    } catch (error) {
      this.log.warn('records could not be stored and will be read again', {
        topic: batch.topic,
        partition: batch.partition,
        count: batch.records.length,
        errorName: error instanceof Error ? error.name : 'unknown',
      });
      throw error;
    }
  }

  /** The time the log took the record, so that reading it again makes the same message. */
  #receive(record: LogRecord): Inbound {
    const raw = record.value ?? Buffer.alloc(0);
    const event = readRecordEvent(record.headers, raw);
    const arrival = {
      protocol: 'cloudevents-log' as const,
      receivedAt: new Date(record.timestampMs).toISOString(),
      profiles: this.profiles,
      raw,
      contentType: record.headers['content-type'] ?? 'application/json',
      ...('headers' in event && event.headers ? { headers: event.headers } : {}),
    };
    const place = `${record.topic}/${record.partition}/${record.offset}`;
    return 'parts' in event
      ? receiveEvent(event.parts, arrival, place)
      : receiveRubbish(arrival, event.problem, place);
  }
}
