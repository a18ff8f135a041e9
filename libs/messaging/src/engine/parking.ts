import { DomainError } from '@handrail/domain';
import { idOf, keyOf, laneFinder, type Rules } from './batch.js';
import { failureCause } from './cause-of.js';
import { decode, fromStored, type Decoded, type StoredRecord } from './decode.js';
import { Deciding } from './deciding.js';
import { recordVerdicts, type InboxVerdict } from './inbox.js';
import { lockLanes } from './lanes.js';
import { inTransaction, withRetries, type ConnectionSource } from './pool.js';
import { isTransient } from './transient.js';
import type { Tx } from './tx.js';
import { Unit } from './unit-of-work.js';

/** Most events of one key drained in one transaction. */
const DRAIN_LIMIT = 1_000;

interface ParkedRow {
  event_id: string;
  key: string | null;
  topic: string;
  partition: number;
  position: string;
  type: string | null;
  reason: string;
  behind: string | null;
  record: StoredRecord;
}

const ONE = `SELECT * FROM inbox WHERE event_id = $1 AND disposition = 'parked'`;
const OF_KEY = `
  SELECT * FROM inbox WHERE key = $1 AND disposition = 'parked' ORDER BY seq LIMIT $2`;

/** What came of a retry or a discard. */
export interface DrainReport {
  readonly drained: number;
  /** Still parked for this key. */
  readonly remaining: number;
}

/**
 * Takes parked events up again. Everything happens under the lane's lock, in the order of arrival: the
 * head of the queue first, whichever event of the person was asked for, because order is per person.
 */
export class Parking {
  constructor(
    private readonly source: ConnectionSource,
    private readonly rules: Rules,
    private readonly committed: (touched: ReadonlySet<string>) => Promise<void> | void,
  ) {}

  /** Tries the queue this event stands in again. 404-like `not-parked` when it is not parked. */
  async retry(eventId: string): Promise<DrainReport> {
    const row = await this.#one(eventId);
    return row.key === null ? await this.#retryWithoutKey(row) : await this.#drain(row.key);
  }

  /** Gives an event up for good, with the reason, and lets those behind it go on. */
  async discard(eventId: string, reason: string): Promise<DrainReport> {
    const row = await this.#one(eventId);
    await this.#transact(async (tx) => {
      if (row.key !== null) await lockLanes(tx, [row.key]);
      const verdict = { eventId, disposition: 'discarded' as const, reason };
      await recordVerdicts(tx, [{ ...verdict, behind: null, raw: null }]);
    });
    return row.key === null ? { drained: 0, remaining: 0 } : await this.#drain(row.key);
  }

  async #one(eventId: string): Promise<ParkedRow> {
    const [row] = await this.#transact((tx) => tx.query<ParkedRow>(ONE, [eventId]));
    if (!row) throw new DomainError('not-parked', 'no event with this id is parked');
    return row;
  }

  async #drain(key: string): Promise<DrainReport> {
    let drained = 0;
    let limit = DRAIN_LIMIT;
    for (;;) {
      const step = await this.#drainStep(key, limit).catch((error: unknown) => {
        if (isTransient(error)) throw error;
        return limit > 1 ? null : this.#blameHead(key, error);
      });
      if (step === null) {
        // The database refused the lot: one at a time, so that the blame falls on the right one.
        limit = 1;
        continue;
      }
      drained += step.drained;
      if (step.drained === 0 || step.remaining === 0) return { drained, remaining: step.remaining };
    }
  }

  /** As many as possible of one key in one transaction. */
  async #drainStep(key: string, limit: number): Promise<DrainReport> {
    const { report, touched } = await this.#transact(async (tx) => {
      const lanes = await lockLanes(tx, [key]);
      const rows = await tx.query<ParkedRow>(OF_KEY, [key, limit + 1]);
      const turns = rows.slice(0, limit).map((row) => this.#turnOf(row));
      const unit = new Unit(tx, this.rules.service, lanes, false);
      const laneOf = laneFinder(lanes);
      const deciding = new Deciding(unit, this.rules.handlers, this.rules.stores, laneOf);
      deciding.release(lanes.get(key)!);
      await deciding.load(turns.filter((turn) => turn.kind !== 'skipped'));
      for (const [at, turn] of turns.entries())
        if (turn.kind === 'skipped')
          deciding.verdicts.push(noLongerHandled(rows[at]!, turn.reason));
        else await deciding.decide(turn);
      markApplied(deciding.verdicts, turns);
      const next = rows[limit];
      const lane = lanes.get(key)!;
      if (next && !lane.heldBecause) lane.heldBecause = `parked:${next.event_id}`;
      await deciding.finish();
      await unit.flush();
      const parked = deciding.verdicts.filter((v) => v.disposition === 'parked').length;
      return {
        touched: deciding.touched,
        report: { drained: turns.length - parked, remaining: parked + (next ? 1 : 0) },
      };
    });
    await this.committed(touched);
    return report;
  }

  /** The database refused the drained batch: the head is at fault until shown otherwise. */
  async #blameHead(key: string, error: unknown): Promise<DrainReport> {
    return await this.#transact(async (tx) => {
      await lockLanes(tx, [key]);
      const rows = await tx.query<ParkedRow>(OF_KEY, [key, 2]);
      const head = rows[0];
      if (!head) return { drained: 0, remaining: 0 };
      const reason = failureCause(error, head.type);
      const verdict = { eventId: head.event_id, disposition: 'parked' as const, behind: null };
      await recordVerdicts(tx, [{ ...verdict, reason, raw: fromStored(head.record) }]);
      return { drained: 0, remaining: rows.length };
    });
  }

  /** A record without a readable key may have become readable with a new release. */
  async #retryWithoutKey(row: ParkedRow): Promise<DrainReport> {
    const turn = this.#turnOf(row);
    const key = turn.kind === 'skipped' ? null : keyOf(turn);
    if (key !== null) {
      await this.#transact(async (tx) => {
        const lane = (await lockLanes(tx, [key])).get(key)!;
        lane.heldBecause ??= `parked:${row.event_id}`;
        await tx.query(`UPDATE inbox SET key = $2 WHERE event_id = $1`, [row.event_id, key]);
        await tx.query(`UPDATE lane SET held_because = $2 WHERE key = $1`, [key, lane.heldBecause]);
      });
      return await this.#drain(key);
    }
    const verdict =
      turn.kind === 'skipped'
        ? noLongerHandled(row, turn.reason)
        : stillParked(row, turn.kind === 'poison' ? turn.cause : row.reason);
    await this.#transact((tx) => recordVerdicts(tx, [verdict]));
    return { drained: turn.kind === 'skipped' ? 1 : 0, remaining: turn.kind === 'skipped' ? 0 : 1 };
  }

  #turnOf(row: ParkedRow): Decoded {
    const place = {
      topic: row.topic,
      partition: row.partition,
      position: BigInt(row.position),
    };
    const turn = decode(fromStored(row.record), place, (type) => this.rules.handlers.has(type));
    return turn.kind === 'poison' ? { ...turn, id: row.event_id, key: row.key ?? turn.key } : turn;
  }

  #transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withRetries(() => inTransaction(this.source, work), {
      unknownCommitIsSafe: true,
      maxAttempts: 5,
    });
  }
}

function markApplied(verdicts: InboxVerdict[], turns: readonly Decoded[]): void {
  const decided = new Set(verdicts.map((v) => v.eventId));
  for (const turn of turns)
    if (turn.kind !== 'skipped' && !decided.has(idOf(turn)))
      verdicts.push({
        eventId: idOf(turn),
        disposition: 'applied',
        reason: null,
        behind: null,
        raw: null,
      });
}

const noLongerHandled = (row: ParkedRow, reason: string): InboxVerdict => ({
  eventId: row.event_id,
  disposition: 'ignored',
  reason,
  behind: null,
  raw: null,
});

const stillParked = (row: ParkedRow, reason: string): InboxVerdict => ({
  eventId: row.event_id,
  disposition: 'parked',
  reason,
  behind: null,
  raw: fromStored(row.record),
});
