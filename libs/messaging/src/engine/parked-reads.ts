import { NEWER_VERSION } from './decode.js';
import type { Tx } from './tx.js';

/** A parked event as operations staff see it; ids and codes only. */
export interface ParkedItem {
  readonly id: string;
  readonly personId: string | null;
  readonly type: string | null;
  readonly eventId: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parkedAt: string;
  /** The parked event of the same person this one waits for; null when it failed itself. */
  readonly behind: string | null;
}

interface Row {
  event_id: string;
  key: string | null;
  type: string | null;
  reason: string;
  attempts: number;
  parked_at: Date;
  behind: string | null;
}

const LIST = `
  SELECT event_id, key, type, reason, attempts, parked_at, behind FROM inbox
  WHERE disposition = 'parked' AND ($1::text IS NULL OR reason = $1)
    AND ($2::timestamptz IS NULL OR (parked_at, event_id) < ($2, $3::uuid))
  ORDER BY parked_at DESC, event_id DESC LIMIT $4`;

/** Parked events, newest first, after the given row. */
export async function listParked(
  tx: Tx,
  query: { cause?: string; after?: readonly [string, string]; limit: number },
): Promise<ParkedItem[]> {
  const rows = await tx.query<Row>(LIST, [
    query.cause ?? null,
    query.after?.[0] ?? null,
    query.after?.[1] ?? null,
    query.limit,
  ]);
  return rows.map((row) => ({
    id: row.event_id,
    personId: row.key,
    type: row.type,
    eventId: row.event_id,
    cause: row.reason,
    attempts: row.attempts,
    parkedAt: row.parked_at.toISOString(),
    behind: row.behind,
  }));
}

/** Keys parked for one cause from one topic that open the topic's circuit. */
export const CIRCUIT_PERSONS = 20;

// What waits for an upgrade is no fault of this release: it opens no circuit.
const CIRCUITS = `
  SELECT topic, reason, count(DISTINCT coalesce(key, event_id::text))::int AS persons FROM inbox
  WHERE disposition = 'parked' AND behind IS NULL AND reason <> '${NEWER_VERSION}'
  GROUP BY topic, reason
  HAVING count(DISTINCT coalesce(key, event_id::text)) >= ${CIRCUIT_PERSONS}`;

export interface OpenCircuit {
  readonly topic: string;
  readonly why: string;
}

/** Topics with so many persons parked for one cause that it must be the release, not the data. */
export async function openCircuits(tx: Tx): Promise<OpenCircuit[]> {
  const rows = await tx.query<{ topic: string; reason: string; persons: number }>(CIRCUITS);
  return rows.map((row) => ({
    topic: row.topic,
    why: `${row.persons} persons are parked for ${row.reason}`,
  }));
}
