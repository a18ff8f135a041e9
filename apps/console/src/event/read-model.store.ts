import { execute, upsert, type StateStore, type Tx } from '@handrail/messaging';
import { foldPlacements, PLACEMENT_FIELDS, type PlacementFact } from './domain/placement-fact.js';
import type { MergeFact, Projection } from './domain/project.js';
import {
  foldReassessments,
  REASSESSMENT_FIELDS,
  type ReassessmentFact,
} from './domain/reassessment-fact.js';
import { filledColumns, keptColumns } from './kept-columns.js';

/**
 * What the handlers of a batch want written, per key. Nothing is ever loaded: rows of the read model
 * are upserted whole, so the state of a key is the list of what this batch adds.
 */
export interface Additions {
  readonly projections: readonly Projection[];
}

const NOTHING: Additions = { projections: [] };

/** Writes a batch of projections, each table in bulk. */
export const readModelStore: StateStore<Additions> = {
  initial: () => NOTHING,
  load: () => Promise.resolve(new Map<string, Additions>()),
  async save(tx, changes) {
    const all = changes.flatMap((change) => change.after.projections);
    if (all.length === 0) return;
    await saveEvents(
      tx,
      all.map(({ event }) => event),
    );
    await saveCounts(tx, all);
    await saveReassessments(tx, foldReassessments(all.flatMap((each) => each.reassessment ?? [])));
    await savePlacements(tx, foldPlacements(all.flatMap((each) => each.placement ?? [])));
    for (const { merge } of all) if (merge) await saveMerge(tx, merge);
  },
  merge: (survivor, retired) => ({
    projections: [...survivor.projections, ...retired.projections],
  }),
};

const saveEvents = upsert<Projection['event']>(
  'recent_event',
  {
    id: ['uuid', ({ id }) => id],
    type: ['text', ({ type }) => type],
    service: ['text', ({ service }) => service],
    key: ['text', ({ key }) => key],
    person_id: ['uuid', ({ personId }) => personId],
    program_id: ['text', ({ programId }) => programId],
    time: ['timestamptz', ({ time }) => time],
    recorded_time: ['timestamptz', ({ recordedTime }) => recordedTime],
    causation_id: ['text', ({ causationId }) => causationId],
    correlation_id: ['text', ({ correlationId }) => correlationId],
    source: ['text', ({ source }) => source],
    traceparent: ['text', ({ traceparent }) => traceparent],
    outcome: ['text', ({ outcome }) => outcome],
    data: ['jsonb', ({ data }) => data],
  },
  { key: 'id', keeps: 'all' },
);

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

const saveReassessments = upsert<ReassessmentFact>(
  'reassessment_row',
  {
    id: ['uuid', ({ id }) => id],
    person_id: ['uuid', ({ personId }) => personId],
    ...keptColumns(REASSESSMENT_FIELDS),
  },
  {
    key: 'id',
    fills: filledColumns(REASSESSMENT_FIELDS).filter((column) => column !== 'level'),
    sets: {
      level:
        'CASE WHEN excluded.determined_at IS NULL THEN reassessment_row.level ELSE excluded.level END',
    },
  },
);

const savePlacements = upsert<PlacementFact>(
  'placement_row',
  {
    id: ['uuid', ({ id }) => id],
    person_id: ['uuid', ({ personId }) => personId],
    status: ['text', ({ status }) => status],
    reason: ['text', ({ reason }) => reason],
    changed_at: ['timestamptz', ({ changedAt }) => changedAt],
    ...keptColumns(PLACEMENT_FIELDS),
  },
  {
    key: 'id',
    fills: filledColumns(PLACEMENT_FIELDS),
    sets: { shown: 'placement_row.shown || excluded.shown' },
  },
);

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
