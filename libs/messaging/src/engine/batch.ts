import type { Decoded, RecordPlace } from './decode.js';
import { Deciding, type Turn } from './deciding.js';
import type { Handlers, Stores } from './handlers.js';
import { claimArrivals } from './inbox.js';
import { lockLanes, type Lane } from './lanes.js';
import type { Tx } from './tx.js';
import { Unit } from './unit-of-work.js';

/** A readable event or poison, with the place it was read from. */
export interface Arrival {
  readonly turn: Exclude<Decoded, { kind: 'skipped' }>;
  readonly place: RecordPlace;
}

export interface Rules {
  readonly service: string;
  readonly handlers: Handlers;
  readonly stores: Stores;
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

/** Thrown when a lane turns out to be merged into one that is not locked: start over with both. */
export class LanesMovedError extends Error {
  constructor(readonly keys: readonly string[]) {
    super('a lane was merged into another');
    this.name = 'LanesMovedError';
  }
}

export const idOf = (turn: Turn): string => (turn.kind === 'event' ? turn.event.id : turn.id);
export const keyOf = (turn: Turn): string | null =>
  turn.kind === 'event' ? turn.event.key : turn.key;

/** Finds the lane a key's events belong to now, following merges. */
export function laneFinder(lanes: ReadonlyMap<string, Lane>): (key: string) => Lane {
  return (key) => {
    let lane = lanes.get(key);
    const missing: string[] = [];
    while (lane?.mergedInto) {
      const next = lane.mergedInto;
      lane = lanes.get(next);
      if (!lane) missing.push(next);
    }
    if (!lane) throw new LanesMovedError(missing.length > 0 ? missing : [key]);
    return lane;
  };
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
  const keys = arrivals.map((a) => keyOf(a.turn)).filter((key) => key !== null);
  const lanes = await lockLanes(tx, [...keys, ...extraKeys]);
  const laneOf = laneFinder(lanes);
  const claimed = await claimArrivals(
    tx,
    firstOfEachId(arrivals).map(({ turn, place }) => ({
      eventId: idOf(turn),
      key: keyOf(turn),
      type: turn.kind === 'event' ? turn.event.type : turn.type,
      place,
      laneVersion: keyOf(turn) === null ? null : laneOf(keyOf(turn)!).version,
    })),
  );
  const fresh = firstOfEachId(arrivals).filter((a) => claimed.has(idOf(a.turn)));
  const unit = new Unit(tx, rules.service, lanes, false);
  const deciding = new Deciding(unit, rules.handlers, rules.stores, laneOf);
  await deciding.load(fresh.map((a) => a.turn));
  for (const { turn } of fresh) await deciding.decide(turn);
  await deciding.finish();
  const flushed = await unit.flush();
  return {
    ...flushed,
    duplicates: arrivals.length - fresh.length,
    byDisposition: countDispositions(deciding, fresh.length),
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

export function countDispositions(deciding: Deciding, total: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { disposition } of deciding.verdicts)
    counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  counts.set('applied', total - deciding.verdicts.length);
  return counts;
}
