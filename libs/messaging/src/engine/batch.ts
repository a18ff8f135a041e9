import type { Decoded, RecordPlace } from './decode.js';
import { Deciding, idOf, keyOf, type Turn } from './deciding.js';
import { claimArrivals } from './inbox.js';
import { laneFinder, lockLanes } from './lanes.js';
import { mergeOf } from './merging.js';
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
  readonly timersChanged: number;
  readonly touched: ReadonlySet<string>;
}

/** Keys whose lanes a turn needs: its own, and for a merge those of both persons. */
function keysOf(turn: Turn): string[] {
  const merge = turn.kind === 'event' ? mergeOf(turn.event) : null;
  const key = keyOf(turn);
  return [...(key === null ? [] : [key]), ...(merge ? [merge.survivorId, merge.retiredId] : [])];
}

/**
 * One batch in one transaction: lock lanes, claim ids, load states, decide in log order, save. The
 * caller commits, and retries or splits the batch when this throws.
 */
export async function applyBatch(
  tx: Tx,
  rules: Rules,
  arrivals: readonly Arrival[],
  extraKeys: readonly string[] = [],
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
  const fresh = firstOfEachId(arrivals).filter((a) => claimed.has(idOf(a.turn)));
  const unit = new Unit(tx, rules.service, lanes, false);
  const deciding = new Deciding(unit, rules, laneOf);
  await deciding.load(fresh.map((a) => a.turn));
  for (const { turn } of fresh) await deciding.decide(turn);
  await deciding.finish();
  const flushed = await unit.flush();
  return {
    ...flushed,
    duplicates: arrivals.length - fresh.length,
    byDisposition: countDispositions(deciding, fresh),
    newlyParked: deciding.verdicts.filter((v) => v.disposition === 'parked' && !v.behind).length,
    touched: deciding.touched,
  };
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
