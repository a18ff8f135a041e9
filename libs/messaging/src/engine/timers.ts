import { deriveId } from '@handrail/domain';
import type { EventEnvelope } from './envelope.js';
import type { Cause } from './messaging.js';
import type { TimerChange } from './outcome.js';
import { execute, type Tx } from './tx.js';

/** A change together with the key it is for and the event that asked for it. */
export interface KeyedTimerChange {
  readonly key: string;
  readonly cause: Cause;
  readonly change: TimerChange;
}

const SET = `
  INSERT INTO timer (key, name, id, type, due_at, data, causation_id, correlation_id, traceparent)
  SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[],
                       $6::jsonb[], $7::text[], $8::text[], $9::text[])
  ON CONFLICT (key, name) DO UPDATE SET
    id = excluded.id, type = excluded.type, due_at = excluded.due_at, data = excluded.data,
    causation_id = excluded.causation_id, correlation_id = excluded.correlation_id,
    traceparent = excluded.traceparent`;

const CANCEL = `
  DELETE FROM timer USING unnest($1::text[], $2::text[]) AS c(key, name)
  WHERE timer.key = c.key AND timer.name = c.name`;

/** Writes timers; of several changes of one name only the last counts. */
export async function changeTimers(tx: Tx, changes: readonly KeyedTimerChange[]): Promise<void> {
  if (changes.length === 0) return;
  const last = new Map(changes.map((c) => [`${c.key}\n${c.change.name}`, c]));
  const sets: Array<{ key: string; cause: Cause; set: TimerChange & { kind: 'set' } }> = [];
  const cancels: Array<{ key: string; name: string }> = [];
  for (const { key, cause, change } of last.values()) {
    if (change.kind === 'set') sets.push({ key, cause, set: change });
    else cancels.push({ key, name: change.name });
  }
  if (cancels.length > 0)
    await execute(tx, CANCEL, [cancels.map((c) => c.key), cancels.map((c) => c.name)]);
  if (sets.length > 0)
    await execute(tx, SET, [
      sets.map((s) => s.key),
      sets.map((s) => s.set.name),
      sets.map((s) => timerId(s.key, s.cause, s.set)),
      sets.map((s) => s.set.type),
      sets.map((s) => s.set.dueAt),
      sets.map((s) => JSON.stringify(s.set.data)),
      sets.map((s) => s.cause.namedCauseId ?? s.cause.id),
      sets.map((s) => s.cause.correlationId),
      sets.map((s) => s.cause.traceparent ?? null),
    ]);
}

/** The same timer asked for by the same event is the same event when it comes due. */
const timerId = (key: string, cause: Cause, set: TimerChange & { kind: 'set' }) =>
  deriveId(Date.parse(set.dueAt), 'timer', key, set.name, cause.id, set.dueAt);

interface TimerRow {
  id: string;
  key: string;
  type: string;
  due_at: Date;
  data: Record<string, unknown>;
  causation_id: string;
  correlation_id: string;
  traceparent: string | null;
  absorbed: string[];
}

/** Where one page of due timers ends and the next begins, as the database wrote it. */
interface PageEnd {
  readonly dueAt: string;
  readonly id: string;
}

/** Timers that were due at one moment, oldest first, page by page. */
export interface DuePage {
  readonly timers: readonly DueTimer[];
  /** The moment of the first page by the database's clock; every page goes on with the same. */
  readonly now: DueNow;
  /** Null when there are no more. */
  readonly end: PageEnd | null;
}

/** A moment of the database, as it writes it and in epoch milliseconds. */
interface DueNow {
  readonly text: string;
  readonly ms: number;
}

/** A timer that came due, and every key that facts about its person may still arrive under. */
export interface DueTimer {
  readonly event: EventEnvelope;
  readonly keys: readonly string[];
}

/** A due timer in the shape of an event: its time, and the rule's now, is when it was due. */
function toEvent(row: TimerRow): EventEnvelope {
  const dueAt = row.due_at.toISOString();
  return {
    id: row.id,
    key: row.key,
    type: row.type,
    source: 'timer',
    time: dueAt,
    recordedTime: dueAt,
    causationId: row.causation_id,
    correlationId: row.correlation_id,
    ...(row.traceparent ? { traceparent: row.traceparent } : {}),
    data: row.data,
  };
}

// Timers of held lanes stay until the lane is released: nobody may look at them or sleep for them. Nor
// for those of a type that is paused.
const FREE = `l.held_because IS NULL AND t.type <> ALL($1::text[])`;

// The clock is the database's, which all processes share: one whose own is wrong fires nothing early.
const DUE = `
  SELECT t.*, t.due_at::text AS due_text, now.at::text AS now_text,
         (extract(epoch FROM now.at) * 1000)::float8 AS now_ms, ARRAY(
    WITH RECURSIVE absorbed AS (
      SELECT key FROM lane WHERE merged_into = t.key
      UNION SELECT l.key FROM lane l JOIN absorbed a ON l.merged_into = a.key)
    SELECT key FROM absorbed) AS absorbed
  FROM (SELECT coalesce($2::timestamptz, statement_timestamp()) AS at) AS now
  CROSS JOIN timer t LEFT JOIN lane l ON l.key = t.key
  WHERE ${FREE} AND t.due_at <= now.at
    AND ($3::timestamptz IS NULL OR (t.due_at, t.id) > ($3::timestamptz, $4::uuid))
  ORDER BY t.due_at, t.id LIMIT $5`;

type DueRow = TimerRow & { due_text: string; now_text: string; now_ms: number };

/**
 * Due timers whose lane is not held and whose type is not paused, oldest first, after the page `before`.
 * Undefined when there is none. Held lanes keep theirs until released.
 */
export async function dueTimers(
  tx: Tx,
  query: {
    readonly paused: ReadonlySet<string>;
    readonly limit: number;
    readonly before?: DuePage | undefined;
  },
): Promise<DuePage | undefined> {
  const { paused, limit, before } = query;
  const rows = await tx.query<DueRow>(DUE, [
    [...paused],
    before?.now.text ?? null,
    before?.end?.dueAt ?? null,
    before?.end?.id ?? null,
    limit,
  ]);
  const last = rows.at(-1);
  if (!last) return undefined;
  return {
    timers: rows.map((row) => ({ event: toEvent(row), keys: [row.key, ...row.absorbed] })),
    now: { text: last.now_text, ms: last.now_ms },
    end: rows.length === limit ? { dueAt: last.due_text, id: last.id } : null,
  };
}

const TAKE = `DELETE FROM timer WHERE id = ANY($1::uuid[]) RETURNING id`;

/** Removes timers under their lane lock; answers those that were still set. */
export async function takeTimers(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(TAKE, [ids]);
  return new Set(rows.map((row) => row.id));
}

const NEXT = `
  SELECT (extract(epoch FROM clock.now) * 1000)::float8 AS now_ms,
         (extract(epoch FROM next.due_at) * 1000)::float8 AS due_ms
  FROM (SELECT clock_timestamp() AS now) AS clock LEFT JOIN (
    SELECT t.due_at FROM timer t LEFT JOIN lane l ON l.key = t.key
    WHERE ${FREE} ORDER BY t.due_at LIMIT 1) AS next ON true`;

/**
 * The database's clock, and when by it the next timer is due whose lane is not held and whose type is not
 * paused; both in epoch milliseconds, null when there is no such timer.
 */
export async function nextTimer(
  tx: Tx,
  paused: ReadonlySet<string>,
): Promise<{ nowMs: number; dueMs: number | null }> {
  const [row] = await tx.query<{ now_ms: number; due_ms: number | null }>(NEXT, [[...paused]]);
  return { nowMs: row!.now_ms, dueMs: row!.due_ms };
}
