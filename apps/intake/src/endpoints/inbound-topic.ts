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
  Pace,
  SERVICE_SETTINGS,
  type HealthRegistry,
  type Logger,
} from '@handrail/platform';
import type { IntakeSettings } from '../intake.settings.js';
import { INLET, INGEST, READERS } from '../intake.tokens.js';
import type { Inbound } from '../inbound/domain/inbound.js';
import type { Ingest } from '../ingest/ingest.js';
import type { Inlet } from '../reading/inlet.js';
import type { Readers } from '../reading/readers.js';
import { withOddities } from '../inbound/storable-inbound.js';
import { receivedAtOf } from '../cloudevents/received-at.js';

const GROUP = 'handrail.intake';

/**
 * CloudEvents that sources publish on the log themselves. Stored first, then the offset is committed:
 * a crash between the two delivers them again, and a message that came before changes nothing.
 * What is refused is a stored message with disposition `rejected`, so nothing blocks the partition.
 */
@Injectable()
export class InboundTopic implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #eventLog: EventLog;
  readonly #ingest: Ingest;
  readonly #readers: Readers;
  readonly #inlet: Inlet;
  readonly #settings: IntakeSettings;
  readonly #log: Logger;
  readonly #health: HealthRegistry;
  #subscription: Subscription | undefined;
  #joining: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_LOG) eventLog: EventLog,
    @Inject(INGEST) ingest: Ingest,
    @Inject(READERS) readers: Readers,
    @Inject(INLET) inlet: Inlet,
    @Inject(SERVICE_SETTINGS) settings: IntakeSettings,
    @Inject(LOGGER) log: Logger,
    @Inject(HEALTH) health: HealthRegistry,
  ) {
    this.#eventLog = eventLog;
    this.#ingest = ingest;
    this.#readers = readers;
    this.#inlet = inlet;
    this.#settings = settings;
    this.#log = log;
    this.#health = health;
  }

  /** Nest runs this hook once for the HTTP application and once for its event consumer. */
  onApplicationBootstrap(): Promise<void> {
    this.#joining ??= this.#settings.ROLES.includes('consumer') ? this.#join() : Promise.resolve();
    return this.#joining;
  }

  async #join(): Promise<void> {
    this.#subscription = await this.#eventLog.subscribe({
      group: GROUP,
      topics: [INBOUND_TOPIC],
      maxBatch: 200,
      concurrency: 4,
      onBatch: (batch) => this.#take(batch),
    });
    this.#health.addLiveness('inbound-topic', () => this.#stuck());
    this.#health.addDegradation('inbound-topic', () => {
      const health = this.#subscription?.health();
      return health && !health.ok ? [`${INBOUND_TOPIC}: ${health.why ?? 'not read'}`] : [];
    });
  }

  /** A reader that will not come back by itself needs a new process. */
  #stuck(): string[] {
    const stuck = this.#subscription?.health().stuck;
    return stuck ? [`${INBOUND_TOPIC}: ${stuck}`] : [];
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.stop();
  }

  async #take(batch: LogBatch): Promise<void> {
    try {
      const bytes = batch.records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
      await this.#inlet.run(bytes, async () => {
        const inbounds = await new Pace().map(batch.records, (record) => this.#receive(record));
        await this.#ingest.take(inbounds);
      });
    } catch (error) {
      this.#log.warn('records could not be stored and will be read again', {
        topic: batch.topic,
        partition: batch.partition,
        count: batch.records.length,
        errorName: error instanceof Error ? error.name : 'unknown',
      });
      throw error;
    }
  }

  /** The same message however often the record is read. */
  async #receive({ topic, partition, offset, ...record }: LogRecord): Promise<Inbound> {
    const { receivedAt, idTime, oddities } = receivedAtOf(record.timestampMs, Date.now());
    const { messages } = await this.#readers.read({
      protocol: 'cloudevents-log',
      payload: record.value ?? Buffer.alloc(0),
      ...{ receivedAt, idTime },
      headers: record.headers,
      contentType: record.headers['content-type'] ?? 'application/json',
      place: `${topic}/${partition}/${offset}`,
    });
    return withOddities(messages[0]!.inbound, oddities);
  }
}
