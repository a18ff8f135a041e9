import { DomainError } from '@handrail/domain';
import { failureCause } from './cause-of.js';
import { crashPoint } from './crash-point.js';
import { Deciding, keyOf, settled } from './deciding.js';
import { recordVerdicts, type InboxVerdict } from './inbox.js';
import { followingMerges, laneFinder, lockLanes, saveLanes, type Lane } from './lanes.js';
import { isAwaitingMerge, mergeOf } from './merging.js';
import { turnOf, type ParkedRow } from './parked-row.js';
import { inTransaction, withRetries, type ConnectionSource } from './pool.js';
import type { Rules } from './rules.js';
import { fromStored } from './stored-record.js';
import { isTransient } from './transient.js';
import type { Tx } from './tx.js';
import { Unit } from './unit-of-work.js';

/** Most events of one key drained in one transaction. */
const DRAIN_LIMIT = 1_000;

const ONE = `SELECT * FROM inbox WHERE event_id = $1 AND disposition = 'parked'`;
const OF_KEY = `
  SELECT * FROM inbox WHERE key = $1 AND disposition = 'parked' ORDER BY seq LIMIT $2`;

/** How far a queue got. */
interface DrainReport {
  readonly drained: number;
  /** Still parked for this key. */
  readonly remaining: number;
}

/**
 * What came of a retry or a discard. The disposition is that of the event it was asked for: one that
 * failed again is still `parked`, with the cause of this try.
 */
export interface ParkedReport extends DrainReport {
  readonly id: string;
  readonly disposition: string;
  readonly reason: string;
}

const BECAME = `SELECT disposition, reason FROM inbox WHERE event_id = $1`;

/**
 * Takes parked events up again. Everything happens under the lane's lock, in the order of arrival: the
 * head of the queue first, whichever event of the person was asked for, because order is per person.
 */
export class Parking {
  readonly #source: ConnectionSource;
  readonly #rules: Rules;
  readonly #committed: (touched: ReadonlySet<string>) => Promise<void> | void;

  constructor(
    source: ConnectionSource,
    rules: Rules,
    committed: (touched: ReadonlySet<string>) => Promise<void> | void,
  ) {
    this.#source = source;
    this.#rules = rules;
    this.#committed = committed;
  }

  /** Tries the queue this event stands in again. 404-like `not-parked` when it is not parked. */
  async retry(eventId: string): Promise<ParkedReport> {
    const row = await this.#parkedRow(eventId);
    const drained =
      row.key === null ? await this.#retryWithoutKey(row) : await this.#drain(row.key);
    return await this.#report(eventId, drained);
  }

  /**
   * Gives an event up for good, with the reason, and lets those behind it go on. A readable merge
   * cannot be given up: the other person's lane waits for it.
   */
  async discard(eventId: string, reason: string): Promise<ParkedReport> {
    const row = await this.#parkedRow(eventId);
    const turn = turnOf(row, this.#rules.known);
    if (turn.kind === 'event' && mergeOf(turn.event))
      throw new DomainError('merge-not-discardable', 'a merge can be retried, not given up');
    const givenUp = { eventId, reason };
    if (row.key !== null) return await this.#report(eventId, await this.#drain(row.key, givenUp));
    await this.#transact((tx) => giveUp(tx, givenUp));
    return await this.#report(eventId, { drained: 0, remaining: 0 });
  }

  /** Lets everything that queues under this key have its turn. */
  takeUp(key: string): Promise<DrainReport> {
    return this.#drain(key);
  }

  async #report(eventId: string, drained: DrainReport): Promise<ParkedReport> {
    const [row] = await this.#transact((tx) =>
      tx.query<{ disposition: string; reason: string | null }>(BECAME, [eventId]),
    );
    const { disposition = 'gone', reason = null } = row ?? {};
    return { id: eventId, disposition, reason: reason ?? disposition, ...drained };
  }

  async #parkedRow(eventId: string): Promise<ParkedRow> {
    const [row] = await this.#transact((tx) => tx.query<ParkedRow>(ONE, [eventId]));
    if (!row) throw new DomainError('not-parked', 'no event with this id is parked');
    return row;
  }

  /** What is given up leaves in the transaction that drains the first of those behind it. */
  async #drain(key: string, givenUp?: GivenUp): Promise<DrainReport> {
    let drained = 0;
    let limit = DRAIN_LIMIT;
    for (;;) {
      const step = await this.#drainStep(key, limit, givenUp).catch((error: unknown) => {
        if (isTransient(error) || error instanceof DomainError) throw error;
        return limit > 1 ? null : this.#blameHead(key, error, givenUp);
      });
      if (step === null) {
        // The database refused the lot: one at a time, so that the blame falls on the right one.
        limit = 1;
        continue;
      }
      givenUp = undefined;
      drained += step.drained;
      if (step.drained === 0 || step.remaining === 0) return { drained, remaining: step.remaining };
    }
  }

  /** As many as possible of one key in one transaction. */
  async #drainStep(key: string, limit: number, givenUp?: GivenUp): Promise<DrainReport> {
    const { report, touched } = await this.#withLanes([key], async (tx, laneOf, lanes) => {
      const waiting = laneOf(key);
      if (givenUp) await giveUp(tx, givenUp);
      // What queues here gets its turn with the merge.
      if (givenUp && isAwaitingMerge(waiting.heldBecause)) return NOTHING_DRAINED;
      if (isAwaitingMerge(waiting.heldBecause))
        throw new DomainError('awaiting-merge', 'the other half of a merge was not read yet');
      const rows = await tx.query<ParkedRow>(OF_KEY, [waiting.key, limit + 1]);
      const unit = new Unit(tx, this.#rules.service, lanes, false);
      const deciding = new Deciding(unit, this.#rules, laneOf);
      deciding.hold(waiting, null);
      const now = rows.slice(0, limit);
      await deciding.takeUp(now);
      const next = rows[limit];
      const lane = laneOf(key);
      if (next && !lane.heldBecause) deciding.hold(lane, `parked:${next.event_id}`);
      await deciding.finish();
      await unit.flush();
      const parked = now.filter((row) => deciding.dispositionOf(row.event_id) === 'parked').length;
      return {
        touched: deciding.touched,
        report: { drained: now.length - parked, remaining: parked + (next ? 1 : 0) },
      };
    });
    await this.#committed(touched);
    return report;
  }

  /** The database refused the drained batch: the head is at fault until shown otherwise. */
  async #blameHead(key: string, error: unknown, givenUp?: GivenUp): Promise<DrainReport> {
    return await this.#withLanes([key], async (tx, laneOf) => {
      const lane = laneOf(key);
      if (givenUp) await giveUp(tx, givenUp);
      const rows = await tx.query<ParkedRow>(OF_KEY, [lane.key, 2]);
      const head = rows[0];
      lane.heldBecause = head ? `parked:${head.event_id}` : null;
      await saveLanes(tx, [lane]);
      if (!head) return { drained: 0, remaining: 0 };
      const reason = failureCause(error, head.type);
      await recordVerdicts(tx, [stillParked(head, reason)]);
      return { drained: 0, remaining: rows.length };
    });
  }

  /** A record without a readable key may have become readable with a new release. */
  async #retryWithoutKey(row: ParkedRow): Promise<DrainReport> {
    const turn = turnOf(row, this.#rules.known);
    const key = turn.kind === 'skipped' ? null : keyOf(turn);
    if (key !== null) {
      await this.#withLanes([key], async (tx, laneOf) => {
        const lane = laneOf(key);
        lane.heldBecause ??= `parked:${row.event_id}`;
        await tx.query(`UPDATE inbox SET key = $2 WHERE event_id = $1`, [row.event_id, lane.key]);
        await saveLanes(tx, [lane]);
      });
      return await this.#drain(key);
    }
    const verdict =
      turn.kind === 'skipped'
        ? { ...settled(row.event_id, 'ignored'), reason: turn.reason }
        : stillParked(row, turn.kind === 'poison' ? turn.cause : row.reason);
    await this.#transact((tx) => recordVerdicts(tx, [verdict]));
    return { drained: turn.kind === 'skipped' ? 1 : 0, remaining: turn.kind === 'skipped' ? 0 : 1 };
  }

  /** One transaction that holds the lanes of `keys` and of whatever they were merged into. */
  #withLanes<T>(
    keys: readonly string[],
    work: (tx: Tx, laneOf: (key: string) => Lane, lanes: ReadonlyMap<string, Lane>) => Promise<T>,
  ): Promise<T> {
    return followingMerges(keys, (wanted) =>
      this.#transact(async (tx) => {
        const lanes = await lockLanes(tx, wanted);
        return await work(tx, laneFinder(lanes), lanes);
      }),
    );
  }

  #transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withRetries(() => inTransaction(this.#source, work), {
      unknownCommitIsSafe: true,
      maxAttempts: 5,
    });
  }
}

/** An event that is not to be applied any more, and why. */
interface GivenUp {
  readonly eventId: string;
  readonly reason: string;
}

const NOTHING_DRAINED = {
  touched: new Set<string>(),
  report: { drained: 0, remaining: 0 },
} as const;

const STANDING = `SELECT disposition, reason FROM inbox WHERE event_id = $1`;

/** Under the lane's lock, because somebody may have taken the event up a moment ago. */
async function giveUp(tx: Tx, { eventId, reason }: GivenUp): Promise<void> {
  type Standing = { disposition: string; reason: string | null };
  const [row] = await tx.query<Standing>(STANDING, [eventId]);
  // A commit whose answer was lost has done it already: what it left is drained now.
  if (row?.disposition === 'discarded' && row.reason === reason) return;
  if (row?.disposition !== 'parked')
    throw new DomainError('not-parked', 'no event with this id is parked');
  await recordVerdicts(tx, [{ ...settled(eventId, 'discarded'), reason }]);
  crashPoint('after-giving-up');
}

const stillParked = (row: ParkedRow, reason: string): InboxVerdict => ({
  eventId: row.event_id,
  disposition: 'parked',
  reason,
  key: row.key,
  behind: null,
  raw: fromStored(row.record),
});
