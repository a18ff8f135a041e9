import { personsMerged, type PersonsMerged } from '@handrail/contracts';
import type { EventEnvelope } from './envelope.js';
import type { ParkedRow } from './parked-row.js';
import type { Tx } from './tx.js';

/** Two keys that are one person from now on. */
export interface MergedKeys {
  readonly survivorId: string;
  readonly retiredId: string;
}

/** What a merge event says; null for every other event. */
export function mergeOf(event: EventEnvelope): MergedKeys | null {
  return event.type === personsMerged.type ? (event.data as PersonsMerged) : null;
}

const AWAITING = 'awaiting-merge';

/** Why a lane is held between the first copy of a merge and the second; ends with the first's id. */
export const awaitingMerge = ({ survivorId, retiredId }: MergedKeys, eventId: string): string =>
  `${AWAITING}:${survivorId}:${retiredId}:${eventId}`;

export const isAwaitingMerge = (held: string | null): boolean =>
  held?.startsWith(`${AWAITING}:`) ?? false;

/** Whether a lane is held by the first copy of this very merge. */
export const awaits = (held: string | null, { survivorId, retiredId }: MergedKeys): boolean =>
  held?.startsWith(`${AWAITING}:${survivorId}:${retiredId}:`) ?? false;

const QUEUE = `
  SELECT * FROM inbox WHERE key = $1 AND disposition = 'parked' AND event_id <> ALL($2::uuid[])
  ORDER BY seq`;

/** What waits on a key, in order of arrival, without those whose turn has come already. */
export const readQueue = (tx: Tx, key: string, known: Iterable<string>): Promise<ParkedRow[]> =>
  tx.query<ParkedRow>(QUEUE, [key, [...known]]);

const MOVE_QUEUE = `UPDATE inbox SET key = $2 WHERE key = $1 AND disposition = 'parked'`;

// Of two timers of one name the one that is due first stays.
const DROP_LATER_TIMERS = `
  DELETE FROM timer t USING timer o
  WHERE t.name = o.name AND t.key IN ($1, $2) AND o.key IN ($1, $2) AND t.key <> o.key
    AND (o.due_at, o.key) < (t.due_at, t.key)`;

const MOVE_TIMERS = `UPDATE timer SET key = $2 WHERE key = $1`;

/** Gives what waits on the retired key, and what is due later, to the survivor. */
export async function moveQueueAndTimers(tx: Tx, retired: string, survivor: string): Promise<void> {
  const both = [retired, survivor];
  await tx.query(MOVE_QUEUE, both);
  await tx.query(DROP_LATER_TIMERS, both);
  await tx.query(MOVE_TIMERS, both);
}
