import type {
  EventLog,
  LogBatch,
  LogRecord,
  Subscription,
  SubscriptionHealth,
} from '../log/event-log.js';
import { GivenUpError, type Applier } from './applier.js';
import type { Arrival } from './batch.js';
import { crashPoint } from './crash-point.js';
import { decodeRecord } from './decode.js';
import { GroupCommit } from './group-commit.js';
import type { KnownTypes } from './known-types.js';
import type { LogSink } from './log-sink.js';
import type { Loops } from './loops.js';
import type { MessagingMetrics } from './metrics.js';

export interface ConsumerOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly eventLog: EventLog;
  readonly known: KnownTypes;
  readonly applier: Applier;
  readonly metrics: MessagingMetrics;
  readonly log: LogSink;
  readonly loops: Loops;
  readonly maxBatch?: number;
  /** Under load a transaction waits so long for more to carry: a hop is slower by that at most. */
  readonly gatherMs?: number | undefined;
  /** How many milliseconds events of a topic may wait for those of others, by topic. */
  readonly patientMs?: Readonly<Record<string, number>> | undefined;
}

const MAX_BATCH = 500;
/** Short, because somebody waits for most of what is decided. */
const GATHER_MS = 15;
/** Partitions that may be read at the same time: all there are, because their batches share transactions. */
const PARTITIONS_AT_ONCE = 256;

/** Reads the log for one service: decode, apply, and only then let the offsets be committed. */
export class Consumer {
  readonly #options: ConsumerOptions;
  #subscription: Subscription | undefined;
  readonly #paused = new Set<string>();
  readonly #groups: GroupCommit;
  #stopping = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;

    const { applier, maxBatch = MAX_BATCH, gatherMs = GATHER_MS } = options;
    this.#groups = new GroupCommit({
      apply: (arrivals, patience) => applier.apply(arrivals, patience),
      fullAt: maxBatch,
      atOnce: 1,
      everyMs: gatherMs,
    });
  }

  async start(): Promise<void> {
    const { group, topics, eventLog, maxBatch = MAX_BATCH } = this.#options;
    this.#subscription = await eventLog.subscribe({
      group,
      topics,
      maxBatch,
      concurrency: PARTITIONS_AT_ONCE,
      onBatch: (batch) => this.#onBatch(batch),
    });
    for (const topic of this.#paused) this.#subscription.pause(topic);
  }

  health(): SubscriptionHealth {
    return this.#subscription?.health() ?? { ok: false, why: 'not subscribed yet' };
  }

  /** Topics whose circuit is open are not fed until they are no longer named. */
  pauseOnly(topics: ReadonlySet<string>): void {
    for (const topic of [...this.#paused])
      if (!topics.has(topic)) {
        this.#paused.delete(topic);
        this.#subscription?.resume(topic);
      }
    for (const topic of topics)
      if (!this.#paused.has(topic)) {
        this.#paused.add(topic);
        this.#subscription?.pause(topic);
      }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#subscription?.stop();
  }

  async #onBatch(batch: LogBatch): Promise<void> {
    crashPoint('after-offset-commit');
    const { metrics, loops } = this.#options;
    metrics.batchSize.observe(batch.records.length);
    const arrivals = this.#decode(batch.records);
    if (arrivals.length === 0) return;
    const loop = `the batch of ${batch.topic}/${batch.partition}`;
    loops.step(loop);
    try {
      const mayGoOn = async () => {
        loops.step(loop);
        if (batch.isStale() || this.#stopping) return false;
        await batch.heartbeat();
        return !batch.isStale();
      };
      const mayWaitMs = this.#options.patientMs?.[batch.topic];
      await this.#groups.take({ arrivals, patience: { mayGoOn }, mayWaitMs });
    } catch (error) {
      // Not applied and not ours any more: the log delivers the batch to whoever owns the partition.
      if (error instanceof GivenUpError) this.#options.log.info('batch is given up');
      throw error;
    } finally {
      loops.rest(loop);
    }
    crashPoint('before-offset-commit');
  }

  #decode(records: readonly LogRecord[]): Arrival[] {
    const arrivals: Arrival[] = [];
    for (const record of records) {
      const turn = decodeRecord(record, this.#options.known);
      if (turn.kind === 'skipped') {
        this.#options.metrics.consumed.inc({ topic: record.topic, disposition: turn.reason });
        continue;
      }
      const { topic, partition, offset } = record;
      arrivals.push({ turn, place: { topic, partition, position: offset } });
    }
    return arrivals;
  }
}
