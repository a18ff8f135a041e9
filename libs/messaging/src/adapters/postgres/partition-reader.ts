import type { LogBatch, LogRecord } from '../../log/event-log.js';
import { backoffMs } from '../../engine/transient.js';
import type { Slots } from './slots.js';
import type { TopicPartition } from './topic-directory.js';

/** What a reader needs from the subscription it belongs to. */
export interface ReaderHost {
  readonly slots: Slots;
  fetch(partition: TopicPartition, from: bigint): Promise<LogRecord[]>;
  onBatch(batch: LogBatch): Promise<void>;
  /** False when the claim has passed to somebody else. */
  commit(partition: TopicPartition, grantedIn: bigint, offset: bigint): Promise<boolean>;
  /** Extends the membership if it has not been extended lately. */
  beat(): Promise<void>;
  isPaused(topic: string): boolean;
  /** Whether the member's lease, by this process's own clock, still holds. */
  isLeased(): boolean;
  /** The log did not answer; it is tried again. */
  failed(error: unknown): void;
  /** The log refused a commit: somebody else owns the claim. */
  fenced(): void;
}

/**
 * Feeds one claimed partition, batch by batch, from the committed offset on.
 *
 * Modes: `waiting` (nothing unread that it knows of, or paused, or a failure is pausing it), `queued`
 * (wants one of the subscription's slots), `delivering` (a batch is with the handler), and `ended`.
 * It ends for three reasons. `retire`: the claim was asked for or the subscription stops; what is in
 * flight finishes and is committed. `lose`: the claim belongs to somebody else; what is in flight may
 * finish but is not committed. Or a commit is refused, which is the same as losing it.
 */
export class PartitionReader {
  readonly #host: ReaderHost;
  #position: bigint;
  /** The end as far as anybody told; while it is unknown, the log is asked. */
  #toldEnd: bigint | undefined;
  /** Counts what was told, to notice what came while a fetch was under way. */
  #news = 0;
  #state: 'reading' | 'retiring' | 'lost' = 'reading';
  #wake: () => void = () => undefined;
  #awake = false;
  #deliveringSince: number | undefined;
  readonly done: Promise<void>;

  constructor(
    readonly partition: TopicPartition,
    readonly grantedIn: bigint,
    committed: bigint,
    host: ReaderHost,
    previous: Promise<void>,
  ) {
    this.#host = host;
    this.#position = committed;
    // An older reader of the same partition may still be with its handler: one at a time.
    this.done = previous.then(() => this.#run());
  }

  get isReading(): boolean {
    return this.#state === 'reading';
  }

  get isLost(): boolean {
    return this.#state === 'lost';
  }

  /** Since when, by the monotonic clock, the batch in flight has shown no sign of life. */
  get silentSince(): number | undefined {
    return this.#state === 'lost' ? undefined : this.#deliveringSince;
  }

  /** Something was appended up to `end`, or may have been when it is unknown. */
  appended(end?: bigint): void {
    if (end !== undefined && end <= this.#position) return;
    if (end === undefined) this.#toldEnd = undefined;
    else if (this.#toldEnd !== undefined && end > this.#toldEnd) this.#toldEnd = end;
    this.#news += 1;
    this.stir();
  }

  stir(): void {
    this.#awake = true;
    this.#wake();
  }

  retire(): void {
    if (this.#state === 'reading') this.#state = 'retiring';
    this.stir();
  }

  lose(): void {
    this.#state = 'lost';
    this.stir();
  }

  async #run(): Promise<void> {
    for (let failures = 0; this.#state === 'reading';) {
      this.#awake = false;
      if (!this.#hasWork()) {
        await this.#rest();
        continue;
      }
      await this.#host.slots.enter();
      try {
        if (this.#state === 'reading' && this.#hasWork()) await this.#deliver();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#host.failed(error);
      } finally {
        this.#host.slots.leave();
      }
      if (failures > 0 && this.#state === 'reading')
        await this.#rest(Math.min(2_000, backoffMs(failures)));
    }
  }

  #hasWork(): boolean {
    const unread = this.#toldEnd === undefined || this.#toldEnd > this.#position;
    return unread && this.#host.isLeased() && !this.#host.isPaused(this.partition.topic);
  }

  async #deliver(): Promise<void> {
    const news = this.#news;
    const records = await this.#host.fetch(this.partition, this.#position);
    const last = records.at(-1);
    if (!last) {
      // Nothing there and nothing told meanwhile: whatever was told before is not there any more.
      if (this.#news === news) this.#toldEnd = this.#position;
      return;
    }
    if (this.#state !== 'reading' || this.#host.isPaused(this.partition.topic)) return;
    this.#deliveringSince = performance.now();
    try {
      await this.#host.onBatch(this.#batchOf(records));
    } finally {
      this.#deliveringSince = undefined;
    }
    await this.#commit(last.offset + 1n);
  }

  async #commit(offset: bigint): Promise<void> {
    if (this.#state === 'lost') return;
    if (await this.#host.commit(this.partition, this.grantedIn, offset)) {
      this.#position = offset;
      return;
    }
    this.#state = 'lost';
    this.#host.fenced();
  }

  #batchOf(records: readonly LogRecord[]): LogBatch {
    const { topic, partition } = this.partition;
    return {
      topic,
      partition,
      records,
      heartbeat: async () => {
        this.#deliveringSince = performance.now();
        await this.#host.beat();
      },
      isStale: () => this.#state !== 'reading' || !this.#host.isLeased(),
    };
  }

  async #rest(ms?: number): Promise<void> {
    if (this.#awake && ms === undefined) return;
    await new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      this.#wake = () => {
        if (ms !== undefined && this.#state === 'reading') return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
