import type pg from 'pg';
import type {
  EventLog,
  NewRecord,
  Position,
  SubscribeOptions,
  Subscription,
  TopicSpec,
} from '../../log/event-log.js';
import { silentLog, type LogSink } from '../../engine/log-sink.js';
import type { DatabaseLimits } from '../../engine/steady-client.js';
import { GroupProtocol, seekClaim } from './group-protocol.js';
import { LogDatabase } from './log-database.js';
import { Announcer, LogSession } from './log-session.js';
import { readPositions } from './positions.js';
import { PostgresSubscription } from './postgres-subscription.js';
import { type PartitionEnd, RecordAppender } from './publish.js';
import { deleteExpired } from './retention.js';
import { ensureSchema } from './schema.js';
import { TopicDirectory } from './topic-directory.js';

export interface PostgresEventLogOptions {
  /** A database of its own; its tables are created when missing. */
  readonly url: string;
  /** Connections to share; by default the log has its own. Listening always takes one more. */
  readonly pool?: pg.Pool;
  readonly logger?: LogSink;
  /** A member that was not heard of for so long is dead. Default 10 s. */
  readonly leaseMs?: number;
  /** A batch without a sign of life for so long costs its member the membership. Default 60 s. */
  readonly silenceMs?: number;
  /** Pause between heartbeats, which also look for what no notification told. Default 2 s. */
  readonly heartbeatMs?: number;
  /** How long a wait for the database may take; the usual limits when left out. */
  readonly limits?: Partial<DatabaseLimits>;
  /** Pause between two rounds of deleting what is old. Default 60 s. */
  readonly retentionEveryMs?: number;
}

const MAX_CONNECTIONS = 8;

/**
 * The event log on PostgreSQL. One instance serves a whole process: its subscriptions share the
 * listening connection, the heartbeat and the connections.
 */
export class PostgresEventLog implements EventLog {
  readonly #options: PostgresEventLogOptions;
  readonly #database: LogDatabase;
  readonly #topics: TopicDirectory;
  readonly #publisher: RecordAppender;
  readonly #protocol: GroupProtocol;
  readonly #session: LogSession;
  readonly #announcer: Announcer;
  readonly #subscriptions = new Set<PostgresSubscription>();
  readonly #log: LogSink;
  readonly #heartbeatMs: number;
  #ready: Promise<void> | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #retention: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  #lastBeatAt = 0;
  #pulsedAt = performance.now();
  #closed: Promise<void> | undefined;

  constructor(options: PostgresEventLogOptions) {
    this.#options = options;

    const { url, pool, logger = silentLog, heartbeatMs = 2_000, limits } = options;
    this.#log = logger;
    this.#heartbeatMs = heartbeatMs;
    this.#database = new LogDatabase({ url, pool, maxConnections: MAX_CONNECTIONS, limits });
    this.#topics = new TopicDirectory(this.#database);
    this.#publisher = new RecordAppender(this.#database, this.#topics);
    this.#protocol = new GroupProtocol(this.#database);
    this.#announcer = new Announcer(this.#database);
    this.#session = new LogSession(
      this.#database,
      {
        appended: (ends) => this.#spread(ends),
        groupChanged: (group) => this.#onGroupChanged(group),
        connected: () => void this.#beat(),
        lost: () => this.#trouble(),
      },
      this.#log,
    );
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    await this.#prepared();
    await this.#topics.ensure(topics);
  }

  async publish(records: readonly NewRecord[]): Promise<void> {
    await this.#prepared();
    await this.#publisher.publish(records, (ends) => {
      this.#spread(ends);
      this.#announcer.appended(ends);
    });
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    await this.#prepared();
    for (const topic of options.topics) await this.#topics.partitionsOf(topic);
    await this.#session.open();
    const subscription = new PostgresSubscription(
      {
        database: this.#database,
        topics: this.#topics,
        protocol: this.#protocol,
        session: this.#session,
        log: this.#log,
        leaseMs: this.#options.leaseMs ?? 10_000,
        silenceMs: this.#options.silenceMs ?? 60_000,
        beat: () => this.#beatIfDue(),
        pulsedAt: () => this.#pulsedAt,
        onStopped: (stopped) => this.#subscriptions.delete(stopped),
      },
      options,
    );
    await subscription.join();
    this.#subscriptions.add(subscription);
    this.#startPulse();
    return subscription;
  }

  async positions(group: string, topics: readonly string[]): Promise<Position[]> {
    await this.#prepared();
    return readPositions(this.#database, group, topics);
  }

  async seek(group: string, topic: string, partition: number, offset: bigint): Promise<void> {
    await this.#prepared();
    const found = (await this.#topics.partitionsOf(topic))[partition];
    if (!found) throw new Error(`Topic "${topic}" has no partition ${partition}.`);
    await seekClaim(this.#database, group, found.id, offset);
  }

  async ping(): Promise<void> {
    await this.#prepared();
    await this.#database.query('SELECT 1');
  }

  /** Deletes what is old now; happens by itself while there are subscriptions. */
  async applyRetention(): Promise<number> {
    await this.#prepared();
    return deleteExpired(this.#database);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    clearTimeout(this.#pulse);
    clearInterval(this.#retention);
    await this.#beating;
    await this.#announcer.flush();
    await this.#session.close();
    await this.#database.close();
  }

  /** The schema is brought up to date by the first call that reaches the database. */
  #prepared(): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The event log is closed.'));
    this.#ready ??= ensureSchema(this.#database).catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  #spread(ends: readonly PartitionEnd[]): void {
    for (const subscription of this.#subscriptions) subscription.onAppended(ends);
  }

  #onGroupChanged(group: string): void {
    for (const subscription of this.#subscriptions) {
      if (subscription.member.group === group) subscription.onGroupChanged();
    }
  }

  #trouble(): void {
    for (const subscription of this.#subscriptions) {
      subscription.onTrouble('the event log does not answer');
    }
  }

  #startPulse(): void {
    if (this.#pulse) return;
    const next = () => {
      this.#pulsedAt = performance.now();
      if (this.#closed) return;
      this.#pulse = setTimeout(() => void this.#beat().finally(next), this.#heartbeatMs);
    };
    next();
    const every = this.#options.retentionEveryMs ?? 60_000;
    this.#retention = setInterval(() => void deleteExpired(this.#database).catch(() => 0), every);
  }

  async #beatIfDue(): Promise<void> {
    if (performance.now() - this.#lastBeatAt >= this.#heartbeatMs) await this.#beat();
  }

  #beat(): Promise<void> {
    this.#beating ??= this.#beatNow()
      .catch((error: unknown) => {
        this.#trouble();
        const { code, name } = error as { code?: string; name?: string };
        this.#log.warn('event log heartbeat failed', { reason: code ?? name ?? 'unknown' });
      })
      .finally(() => (this.#beating = undefined));
    return this.#beating;
  }

  /** Keeps the members alive and looks for records that no notification told of. */
  async #beatNow(): Promise<void> {
    const session = this.#session.identity;
    const all = [...this.#subscriptions];
    if (!session || all.length === 0) return;
    await this.#session.touch();
    const startedAt = performance.now();
    const lively = all.filter((subscription) => !subscription.isSilent());
    const found = await this.#protocol.beat(
      lively.map(({ member }) => member),
      session,
    );
    this.#lastBeatAt = startedAt;
    this.#spread(await this.#ends(all.flatMap((subscription) => subscription.partitionIds())));
    for (const subscription of lively) {
      await subscription.onBeat(startedAt, found.get(subscription.member.id));
    }
  }

  async #ends(partitionIds: readonly number[]): Promise<PartitionEnd[]> {
    if (partitionIds.length === 0) return [];
    const rows = await this.#database.query<[number, string]>(
      `SELECT id, next_offset FROM log_partition WHERE id = ANY ($1)`,
      [[...new Set(partitionIds)]],
    );
    return rows.map(([partitionId, end]) => ({ partitionId, end: BigInt(end) }));
  }
}
