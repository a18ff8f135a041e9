import { execute, type StateStore, type Tx } from '@handrail/messaging';
import { foldPlacements, foldReassessments } from './domain/project.js';
import type { MergeFact, Projection } from './domain/project.js';

/**
 * What the handlers of a batch want written, per key. Nothing is ever loaded: rows of the read model
 * are upserted whole, so the state of a key is the list of what this batch adds.
 */
export interface Additions {
  readonly projections: readonly Projection[];
}

const NOTHING: Additions = { projections: [] };

/** Writes a batch of projections with one statement per table. */
export const readModelStore: StateStore<Additions> = {
  initial: () => NOTHING,
  load: () => Promise.resolve(new Map<string, Additions>()),
  async save(tx, changes) {
    const all = changes.flatMap((change) => change.after.projections);
    if (all.length === 0) return;
    await saveEvents(tx, all);
    await saveCounts(tx, all);
    await saveReassessments(tx, all);
    await savePlacements(tx, all);
    for (const { merge } of all) if (merge) await saveMerge(tx, merge);
  },
  merge: (survivor, retired) => ({
    projections: [...survivor.projections, ...retired.projections],
  }),
};

const SAVE_EVENTS = `
  INSERT INTO recent_event (id, type, service, key, person_id, program_id, time, recorded_time,
    causation_id, correlation_id, source, traceparent, outcome, data)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[],
    $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[],
    $13::text[], $14::jsonb[])
  ON CONFLICT (id) DO NOTHING`;

async function saveEvents(tx: Tx, all: readonly Projection[]): Promise<void> {
  const events = all.map((projected) => projected.event);
  await execute(tx, SAVE_EVENTS, [
    events.map((event) => event.id),
    events.map((event) => event.type),
    events.map((event) => event.service),
    events.map((event) => event.key),
    events.map((event) => event.personId),
    events.map((event) => event.programId),
    events.map((event) => event.time),
    events.map((event) => event.recordedTime),
    events.map((event) => event.causationId),
    events.map((event) => event.correlationId),
    events.map((event) => event.source),
    events.map((event) => event.traceparent ?? null),
    events.map((event) => event.outcome),
    events.map((event) => JSON.stringify(event.data)),
  ]);
}

/**
 * Counts are appended, not added up in place: concurrent batches of different partitions would wait
 * for each other on the row of the running minute. Reads add them up; retention takes them away.
 */
const SAVE_COUNTS = `
  INSERT INTO minute_count (minute, service, type, events)
  SELECT date_trunc('minute', clock_timestamp()), *
  FROM unnest($1::text[], $2::text[], $3::int[])`;

async function saveCounts(tx: Tx, all: readonly Projection[]): Promise<void> {
  const counts = new Map<string, { service: string; events: number }>();
  for (const { event } of all) {
    const known = counts.get(event.type) ?? { service: event.service, events: 0 };
    counts.set(event.type, { ...known, events: known.events + 1 });
  }
  await execute(tx, SAVE_COUNTS, [
    [...counts.values()].map((counted) => counted.service),
    [...counts.keys()],
    [...counts.values()].map((counted) => counted.events),
  ]);
}

const SAVE_REASSESSMENTS = `
  INSERT INTO reassessment_row AS r (id, person_id, trigger_kind, opened_at, due_at, determined_at,
    level, mode, decided_by, overdue_at, withdrawn_at, reason)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
    $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::timestamptz[],
    $11::timestamptz[], $12::text[])
  ON CONFLICT (id) DO UPDATE SET
    person_id = excluded.person_id,
    trigger_kind = coalesce(excluded.trigger_kind, r.trigger_kind),
    opened_at = coalesce(excluded.opened_at, r.opened_at),
    due_at = coalesce(excluded.due_at, r.due_at),
    determined_at = coalesce(excluded.determined_at, r.determined_at),
    level = CASE WHEN excluded.determined_at IS NULL THEN r.level ELSE excluded.level END,
    mode = coalesce(excluded.mode, r.mode),
    decided_by = coalesce(excluded.decided_by, r.decided_by),
    overdue_at = coalesce(excluded.overdue_at, r.overdue_at),
    withdrawn_at = coalesce(excluded.withdrawn_at, r.withdrawn_at),
    reason = coalesce(excluded.reason, r.reason)`;

async function saveReassessments(tx: Tx, all: readonly Projection[]): Promise<void> {
  const facts = foldReassessments(all.flatMap((projected) => projected.reassessment ?? []));
  if (facts.length === 0) return;
  await execute(tx, SAVE_REASSESSMENTS, [
    facts.map((fact) => fact.id),
    facts.map((fact) => fact.personId),
    facts.map((fact) => fact.trigger ?? null),
    facts.map((fact) => fact.openedAt ?? null),
    facts.map((fact) => fact.dueAt ?? null),
    facts.map((fact) => fact.determination?.at ?? null),
    facts.map((fact) => fact.determination?.level ?? null),
    facts.map((fact) => fact.determination?.mode ?? null),
    facts.map((fact) => fact.determination?.by ?? null),
    facts.map((fact) => fact.overdueAt ?? null),
    facts.map((fact) => fact.withdrawn?.at ?? null),
    facts.map((fact) => fact.withdrawn?.reason ?? null),
  ]);
}

const SAVE_PLACEMENTS = `
  INSERT INTO placement_row AS p (id, person_id, reassessment_id, status, level, program_id,
    track_id, starts_on, reason, message_id, confirmed_at, requested_at, changed_at)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::date[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[],
    $13::timestamptz[])
  ON CONFLICT (id) DO UPDATE SET
    person_id = excluded.person_id,
    reassessment_id = coalesce(excluded.reassessment_id, p.reassessment_id),
    status = excluded.status,
    level = coalesce(excluded.level, p.level),
    program_id = coalesce(excluded.program_id, p.program_id),
    track_id = coalesce(excluded.track_id, p.track_id),
    starts_on = coalesce(excluded.starts_on, p.starts_on),
    reason = excluded.reason,
    message_id = coalesce(excluded.message_id, p.message_id),
    confirmed_at = coalesce(excluded.confirmed_at, p.confirmed_at),
    requested_at = coalesce(excluded.requested_at, p.requested_at),
    changed_at = excluded.changed_at`;

async function savePlacements(tx: Tx, all: readonly Projection[]): Promise<void> {
  const facts = foldPlacements(all.flatMap((projected) => projected.placement ?? []));
  if (facts.length === 0) return;
  await execute(tx, SAVE_PLACEMENTS, [
    facts.map((fact) => fact.id),
    facts.map((fact) => fact.personId),
    facts.map((fact) => fact.reassessmentId),
    facts.map((fact) => fact.status),
    facts.map((fact) => fact.level),
    facts.map((fact) => fact.programId),
    facts.map((fact) => fact.trackId),
    facts.map((fact) => fact.startsOn),
    facts.map((fact) => fact.reason),
    facts.map((fact) => fact.messageId),
    facts.map((fact) => fact.confirmedAt),
    facts.map((fact) => fact.requestedAt),
    facts.map((fact) => fact.changedAt),
  ]);
}

/** The rows of the retired person, also those of this batch, are the survivor's from now on. */
const REPOINTED = ['recent_event', 'reassessment_row', 'placement_row'] as const;

const SAVE_MERGE = `
  INSERT INTO merged_person (retired_id, survivor_id) VALUES ($1, $2)
  ON CONFLICT (retired_id) DO UPDATE SET survivor_id = excluded.survivor_id`;

/** Whoever was merged into the retired person before leads to the survivor at once, not in steps. */
const SHORTEN_CHAINS = `UPDATE merged_person SET survivor_id = $2 WHERE survivor_id = $1`;

async function saveMerge(tx: Tx, { retiredId, survivorId }: MergeFact): Promise<void> {
  const both = [retiredId, survivorId];
  for (const table of REPOINTED)
    await tx.query(`UPDATE ${table} SET person_id = $2 WHERE person_id = $1`, both);
  await tx.query(SAVE_MERGE, both);
  await tx.query(SHORTEN_CHAINS, both);
}
