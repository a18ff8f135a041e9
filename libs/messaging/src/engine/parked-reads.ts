import type { ParkedAnswer } from '@handrail/contracts';
import { NEWER_VERSION } from './decode.js';
import { TIMER_TOPIC } from './parked-row.js';
import type { Tx } from './tx.js';

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

export interface ParkedQuery {
  readonly cause?: string;
  /** Time and id of the last row of the page before. */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

/** Parked events, newest first, after the given row. */
export async function listParked(tx: Tx, query: ParkedQuery): Promise<ParkedAnswer[]> {
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
const CIRCUIT_PERSONS = 20;

// What waits for an upgrade is no fault of this release: it opens no circuit.
const CIRCUITS = `
  SELECT topic, CASE WHEN topic = '${TIMER_TOPIC}' THEN type END AS timer_type, reason,
         count(DISTINCT coalesce(key, event_id::text))::int AS persons FROM inbox
  WHERE disposition = 'parked' AND behind IS NULL AND reason <> '${NEWER_VERSION}'
  GROUP BY topic, timer_type, reason
  HAVING count(DISTINCT coalesce(key, event_id::text)) >= ${CIRCUIT_PERSONS}`;

export interface OpenCircuit {
  /** The topic that is not read; `timer` when timers are not fired. */
  readonly topic: string;
  /** The type of timers that are not fired; null for a topic of the log. */
  readonly timerType: string | null;
  readonly why: string;
}

interface CircuitRow {
  topic: string;
  timer_type: string | null;
  reason: string;
  persons: number;
}

/** Topics with so many persons parked for one cause that it must be the release, not the data. */
export async function openCircuits(tx: Tx): Promise<OpenCircuit[]> {
  const rows = await tx.query<CircuitRow>(CIRCUITS);
  return rows.map((row) => ({
    topic: row.topic,
    timerType: row.timer_type,
    why: `${row.persons} persons are parked for ${row.reason}`,
  }));
}
