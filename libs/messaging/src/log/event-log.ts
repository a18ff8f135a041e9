/**
 * The port between Handrail and a log of records. Two adapters implement it: Kafka (production) and
 * Postgres (embedded). Both promise: records of one key keep their order; a published batch is
 * durable when `publish` resolves; a group reads every record of its topics at least once; committed
 * offsets survive restarts. Nothing else of either product is used above this line.
 */
export interface EventLog {
  /** Creates missing topics; never changes existing ones. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /**
   * Resolves after every record is durable. Rejecting says nothing about what was written; a
   * `RefusedRecordError` says that a record is refused for what it is.
   */
  publish(records: readonly NewRecord[]): Promise<void>;
  /** Joins `group` and feeds batches until `stop`. Resolves when the group has been joined. */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Where a group stands on each partition. Works without a running subscription. */
  positions(group: string, topics: readonly string[]): Promise<Position[]>;
  /** Moves a group; the group must have no running member, otherwise it rejects. */
  seek(group: string, topic: string, partition: number, offset: bigint): Promise<void>;
  /** Resolves when the log answers; rejects with the reason when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  /** How long records are kept; a group that has not read them keeps them longer on Postgres. */
  readonly retentionMs?: number;
}

export interface NewRecord {
  readonly topic: string;
  /** Decides the partition by the Java client's murmur2. Null spreads over all partitions. */
  readonly key: string | null;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LogRecord extends NewRecord {
  readonly partition: number;
  readonly offset: bigint;
  /** When the log took the record, epoch milliseconds. */
  readonly timestampMs: number;
  /**
   * Set when the log could not give the record's content, and why: a short code such as
   * `compression-zstd`. Key and headers are then empty and the value is the bytes as they are stored.
   */
  readonly unreadable?: string;
}

export interface SubscribeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Most records in one batch. */
  readonly maxBatch: number;
  /** Batches of different partitions that may run at the same time. */
  readonly concurrency: number;
  /** Where a group without a committed offset begins. Default `beginning`. */
  readonly from?: 'beginning' | 'end';
  /**
   * Called with the records of one partition in order. Offsets of the batch are committed after it
   * resolves. It must not throw; if it does, the batch is delivered again after a pause.
   */
  readonly onBatch: (batch: LogBatch) => Promise<void>;
}

export interface LogBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
  /** Keeps the membership alive while a batch takes long; call between retries. */
  heartbeat(): Promise<void>;
  /** True once the partition belongs to someone else or the subscription is stopping. */
  isStale(): boolean;
}

export interface Subscription {
  /** Stops feeding a topic until `resume`; what is in flight finishes. */
  pause(topic: string): void;
  resume(topic: string): void;
  /** `ok: false` once this member is dead or has lost its log; readiness reports `why`. */
  health(): SubscriptionHealth;
  /** Partitions this member owns now. */
  assignments(): ReadonlyArray<{ readonly topic: string; readonly partition: number }>;
  /** Finishes batches in flight, commits, leaves the group. */
  stop(): Promise<void>;
}

export interface SubscriptionHealth {
  readonly ok: boolean;
  readonly why?: string;
  /** Why this member will not get well by itself, so that its process has to be replaced. */
  readonly stuck?: string;
}

export interface Position {
  readonly topic: string;
  readonly partition: number;
  /** Next offset the group will read. */
  readonly committed: bigint;
  /** Next offset the log will give out. */
  readonly end: bigint;
  /** Time of the oldest unread record where the log can tell cheaply, epoch milliseconds. */
  readonly oldestUnreadMs?: number;
}
