import type { Decoded, RecordPlace } from './decode.js';
import { Deciding, idOf, keyOf, type Turn } from './deciding.js';
import { claimArrivals, releaseClaims } from './inbox.js';
import { laneFinder, lockLanes } from './lanes.js';
import { mergeOf } from './merging.js';
import { DecidingTime } from './deciding-time.js';
import type { Rules } from './rules.js';
import type { Tx } from './tx.js';
import { Unit } from './unit-of-work.js';

/** A readable event or poison, with the place it was read from. */
export interface Arrival {
  readonly turn: Exclude<Decoded, { kind: 'skipped' }>;
  readonly place: RecordPlace;
}

/** What became of a batch; numbers feed metrics, `touched` wakes allocators. */
export interface BatchReport {
  readonly duplicates: number;
  readonly byDisposition: ReadonlyMap<string, number>;
  /** Events parked for a cause of their own, not behind another. */
  readonly newlyParked: number;
  readonly published: number;
  /** When the first timer that was set is due, epoch milliseconds; Infinity when none was. */
  readonly earliestTimerMs: number;
  readonly touched: ReadonlySet<string>;
  /** What there was no time for: nothing is known of it yet, and the next transaction takes it. */
  readonly left: readonly Arrival[];
}

/** Keys whose lanes a turn needs: its own, and for a merge those of both persons. */
function keysOf(turn: Turn): string[] {
  const merge = turn.kind === 'event' ? mergeOf(turn.event) : null;
  const key = keyOf(turn);
  return [...(key === null ? [] : [key]), ...(merge ? [merge.survivorId, merge.retiredId] : [])];
}

export interface BatchOptions {
  /** Keys to lock beside those of the events. */
  readonly extraKeys?: readonly string[];
  /** How long deciding may take; without it, as long as it takes. */
  readonly time?: DecidingTime;
}

/**
 * One batch in one transaction: lock lanes, claim ids, load states, decide in log order, save. The
 * caller commits, and retries or splits the batch when this throws.
 */
export async function applyBatch(
  tx: Tx,
  rules: Rules,
  arrivals: readonly Arrival[],
  { extraKeys = [], time = new DecidingTime(Infinity) }: BatchOptions = {},
): Promise<BatchReport> {
  const keys = arrivals.flatMap(({ turn }) => keysOf(turn));
  const lanes = await lockLanes(tx, [...keys, ...extraKeys]);
  const laneOf = laneFinder(lanes);
  const claimed = await claimArrivals(
    tx,
    firstOfEachId(arrivals).map(({ turn, place }) => {
      const key = keyOf(turn);
      const lane = key === null ? null : laneOf(key);
      return {
        eventId: idOf(turn),
        key: lane?.key ?? null,
        type: turn.kind === 'event' ? turn.event.type : turn.type,
        place,
        laneVersion: lane?.version ?? null,
      };
    }),
  );
  const claims = firstOfEachId(arrivals).filter((a) => claimed.has(idOf(a.turn)));
  const unit = new Unit(tx, rules.service, lanes, false);
  const deciding = new Deciding(unit, rules, laneOf);
  await deciding.load(claims.map((a) => a.turn));
  const decided = await decideInTime(claims, deciding, time);
  const [fresh, left] = [claims.slice(0, decided), claims.slice(decided)];
  await releaseClaims(
    tx,
    left.map(({ turn }) => idOf(turn)),
  );
  await deciding.finish();
  const flushed = await unit.flush();
  return {
    ...flushed,
    duplicates: arrivals.length - claims.length,
    byDisposition: countDispositions(deciding, fresh),
    newlyParked: deciding.verdicts.filter((v) => v.disposition === 'parked' && !v.behind).length,
    touched: deciding.touched,
    left,
  };
}

/** Decides in order until the time is over, at least one; answers how many. */
async function decideInTime(
  claims: readonly Arrival[],
  deciding: Deciding,
  time: DecidingTime,
): Promise<number> {
  time.start();
  for (const [at, { turn }] of claims.entries()) {
    if (at > 0 && time.isOver) return at;
    await time.decide(() => deciding.decide(turn));
  }
  return claims.length;
}

/** A batch may hold one event twice; the claim would hide which copy is meant. */
function firstOfEachId(arrivals: readonly Arrival[]): Arrival[] {
  const seen = new Set<string>();
  return arrivals.filter(({ turn }) => {
    const id = idOf(turn);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function countDispositions(deciding: Deciding, fresh: readonly Arrival[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { turn } of fresh) {
    const disposition = deciding.dispositionOf(idOf(turn));
    counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  }
  return counts;
}
