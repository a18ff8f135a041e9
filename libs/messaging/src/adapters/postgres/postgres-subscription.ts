import { randomUUID } from 'node:crypto';
import type {
  LogRecord,
  SubscribeOptions,
  Subscription,
  SubscriptionHealth,
} from '../../log/event-log.js';
import type { LogSink } from '../../engine/log-sink.js';
import { STUCK_AFTER_MS } from '../../engine/loops.js';
import { backoffMs, sleep } from '../../engine/transient.js';
import { fetchRecords, type Wanted } from './fetch.js';
import { Gathered } from './gathered.js';
import type { Commit, PartitionClaim, GroupProtocol, Membership } from './group-protocol.js';
import type { LogDatabase } from './log-database.js';
import type { LogSession } from './log-session.js';
import { PartitionReader, type ReaderHost } from './partition-reader.js';
import type { PartitionEnd } from './publish.js';
import { Slots } from './slots.js';
import type { TopicDirectory } from './topic-directory.js';

export interface SubscriptionParts {
  readonly database: LogDatabase;
  readonly topics: TopicDirectory;
  readonly protocol: GroupProtocol;
  readonly session: LogSession;
  readonly log: LogSink;
  readonly leaseMs: number;
  readonly silenceMs: number;
  /** Runs the heartbeat of the whole log now, unless it ran a moment ago. */
  readonly beat: () => Promise<void>;
  /** When the heartbeat last ended, well or not, by the monotonic clock. */
  readonly pulsedAt: () => number;
  readonly onStopped: (subscription: PostgresSubscription) => void;
}

const LEAVE_WITHIN_MS = 3_000;

/**
 * One member of a group: it keeps a reader per claim it owns. What it owns is decided in the database
 * (see GroupProtocol) and taken over from there by `#refresh`, one at a time. A member that was taken
 * for dead loses everything and joins again.
 */
export class PostgresSubscription implements Subscription {
  readonly #parts: SubscriptionParts;
  readonly #options: SubscribeOptions;
  readonly member: Membership;
  readonly #readers = new Map<number, PartitionReader>();
  readonly #paused = new Set<string>();
  /** Claims on their way to somebody else, as `partition in generation`. */
  readonly #releasing = new Set<string>();
  readonly #host: ReaderHost;
  #joined = false;
  #stopping = false;
  #generation = -1n;
  #leasedUntil = 0;
  #trouble: string | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;

  constructor(parts: SubscriptionParts, options: SubscribeOptions) {
    this.#parts = parts;
    this.#options = options;

    const { group, topics } = options;
    this.member = { id: randomUUID(), group, topics, leaseMs: parts.leaseMs };
    this.#host = this.#hostOf(new Slots(options.concurrency));
  }

  join(): Promise<void> {
    return this.#inTurn(async () => {
      const { session, protocol } = this.#parts;
      if (this.#joined || this.#stopping || !session.identity) return;
      const before = performance.now();
      await protocol.join(this.member, session.identity, this.#options.from ?? 'beginning');
      this.#joined = true;
      this.#leasedUntil = before + this.#parts.leaseMs;
      await this.#refresh();
    });
  }

  pause(topic: string): void {
    this.#paused.add(topic);
  }

  resume(topic: string): void {
    this.#paused.delete(topic);
    this.#stir();
  }

  health(): SubscriptionHealth {
    const silentMs = performance.now() - this.#parts.pulsedAt();
    if (!this.#stopping && silentMs > STUCK_AFTER_MS) {
      const stuck = `the event log's heartbeat has not ended for ${Math.round(silentMs / 1000)} s`;
      return { ok: false, why: stuck, stuck };
    }
    return this.#present();
  }

  #present(): SubscriptionHealth {
    if (this.#stopping) return { ok: false, why: 'the subscription is stopped' };
    if (!this.#parts.session.identity || this.#trouble) {
      return { ok: false, why: this.#trouble ?? 'the event log does not answer' };
    }
    if (!this.#joined) return { ok: false, why: 'not a member of its group' };
    if (this.isSilent()) return { ok: false, why: 'a batch shows no sign of life' };
    return { ok: true };
  }

  assignments(): ReadonlyArray<{ readonly topic: string; readonly partition: number }> {
    return [...this.#readers.values()]
      .filter((reader) => reader.isReading)
      .map(({ partition: { topic, partition } }) => ({ topic, partition }));
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** A handler that hangs must not hold its partition for ever: its member is no longer kept alive. */
  isSilent(): boolean {
    const limit = performance.now() - this.#parts.silenceMs;
    return [...this.#readers.values()].some(({ silentSince }) => (silentSince ?? Infinity) < limit);
  }

  /** What a heartbeat found out; undefined when the group does not know this member any more. */
  async onBeat(
    startedAt: number,
    found: { readonly generation: bigint; readonly hasDead: boolean } | undefined,
  ): Promise<void> {
    this.#trouble = undefined;
    if (!this.#joined || this.#stopping) return;
    if (!found) return this.#rejoin();
    this.#leasedUntil = startedAt + this.#parts.leaseMs;
    this.#stir();
    if (found.hasDead) await this.#parts.protocol.sweep(this.member.group);
    if (found.hasDead || found.generation !== this.#generation) {
      await this.#inTurn(() => this.#refresh());
      this.#generation = found.generation;
    }
  }

  onGroupChanged(): void {
    this.#inTurn(() => this.#refresh()).catch((error: unknown) => this.#host.failed(error));
  }

  /** Ends of partitions; an empty list means that every partition has to be looked at. */
  onAppended(ends: readonly PartitionEnd[]): void {
    if (ends.length === 0) for (const reader of this.#readers.values()) reader.appended();
    for (const { partitionId, end } of ends) this.#readers.get(partitionId)?.appended(end);
  }

  onTrouble(why: string): void {
    this.#trouble = why;
  }

  partitionIds(): number[] {
    return [...this.#readers.keys()];
  }

  async #rejoin(): Promise<void> {
    this.#parts.log.warn('member was taken for dead and joins again', { reason: 'lease' });
    this.#joined = false;
    for (const reader of this.#readers.values()) reader.lose();
    await this.join();
  }

  /** Makes the readers match the claims the database grants to this member. */
  async #refresh(): Promise<void> {
    if (!this.#joined || this.#stopping) return;
    const claims = await this.#parts.protocol.claimsOf(this.member);
    // It may have been told to stop while it was asking: then nothing may be taken any more.
    if (!this.#joined || this.#stopping) return;
    const granted = new Map(claims.map((claim) => [claim.partitionId, claim]));
    for (const [id, reader] of this.#readers) {
      if (granted.get(id)?.grantedIn !== reader.grantedIn) reader.lose();
    }
    for (const claim of claims) {
      if (claim.wanted) void this.#handOver(claim);
      else this.#take(claim);
    }
  }

  #take(claim: PartitionClaim): void {
    const { partitionId, grantedIn, committed } = claim;
    const previous = this.#readers.get(partitionId);
    // One that is being released under this grant is not taken up again: it comes as a new grant.
    if (previous?.grantedIn === grantedIn && !previous.isLost) return;
    const partition = this.#parts.topics.byId(partitionId);
    const after = previous?.done ?? Promise.resolve();
    const reader = new PartitionReader(partition, grantedIn, committed, this.#host, after);
    this.#readers.set(partitionId, reader);
    void reader.done.then(() => {
      if (this.#readers.get(partitionId) === reader) this.#readers.delete(partitionId);
    });
  }

  /** Somebody else should have this claim: it is released once its last batch is committed. */
  async #handOver({ partitionId, grantedIn }: PartitionClaim): Promise<void> {
    const claim = `${partitionId} in ${grantedIn}`;
    if (this.#releasing.has(claim)) return;
    this.#releasing.add(claim);
    const reader = this.#readers.get(partitionId);
    if (reader?.grantedIn === grantedIn) {
      reader.retire();
      await reader.done;
    }
    for (let attempt = 1; this.#joined && !this.#stopping; attempt += 1) {
      try {
        await this.#parts.protocol.release(this.member, partitionId, grantedIn);
        break;
      } catch (error) {
        this.#host.failed(error);
        await sleep(Math.min(2_000, backoffMs(attempt)));
      }
    }
    this.#releasing.delete(claim);
  }

  async #stop(): Promise<void> {
    this.#stopping = true;
    const readers = [...this.#readers.values()];
    for (const reader of readers) reader.retire();
    await Promise.all(readers.map(({ done }) => done));
    const leaving = this.#inTurn(() => this.#parts.protocol.leave(this.member));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LEAVE_WITHIN_MS)));
    // Without an answer the lease, or the closed session, ends the membership.
    await Promise.race([leaving.catch(() => undefined), late]);
    clearTimeout(timer);
    this.#parts.onStopped(this);
  }

  #hostOf(slots: Slots): ReaderHost {
    const { database, protocol, log } = this.#parts;
    const { onBatch, maxBatch } = this.#options;
    const fetches = new Gathered<Wanted, LogRecord[]>((wanted) =>
      fetchRecords(database, wanted, maxBatch),
    );
    const commits = new Gathered<Commit, boolean>((all) => protocol.commit(this.member, all));
    return {
      slots,
      onBatch,
      fetch: (partition, from) => fetches.ask({ partition, from }),
      commit: ({ id }, grantedIn, offset) => commits.ask({ partitionId: id, grantedIn, offset }),
      beat: () => this.#parts.beat(),
      isPaused: (topic) => this.#paused.has(topic),
      isLeased: () => performance.now() < this.#leasedUntil,
      failed: (error) => {
        const { code, name } = error as { code?: string; name?: string };
        log.warn('event log read is tried again', { reason: code ?? name ?? 'unknown' });
      },
      fenced: () => this.onGroupChanged(),
    };
  }

  #stir(): void {
    for (const reader of this.#readers.values()) reader.stir();
  }

  /** Membership changes of one member happen one after the other. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }
}
