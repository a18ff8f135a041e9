import type { StateChange, StateStore, Tx } from '@handrail/messaging';
import { mergeCases } from './domain/merge.js';
import { newPersonCase, type PersonCase, type Reassessment } from './domain/person-case.js';
import { newWork } from './domain/work.js';
import { viewOf, type ReassessmentView } from './reassessment.view.js';

const LOAD = `SELECT person_id, state FROM person_case WHERE person_id = ANY($1::uuid[])`;

const SAVE = `
  INSERT INTO person_case (person_id, state)
  SELECT * FROM unnest($1::uuid[], $2::jsonb[])
  ON CONFLICT (person_id) DO UPDATE SET state = excluded.state`;

const SAVE_REASSESSMENTS = `
  INSERT INTO reassessment (reassessment_id, person_id, status, opened_at, due_at, trigger_kind, version, doc,
                            owner, snoozed_until)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
                       $6::text[], $7::int[], $8::jsonb[], $9::text[], $10::timestamptz[])
  ON CONFLICT (reassessment_id) DO UPDATE SET
    person_id = excluded.person_id, status = excluded.status, due_at = excluded.due_at,
    trigger_kind = excluded.trigger_kind, version = excluded.version, doc = excluded.doc,
    owner = excluded.owner, snoozed_until = excluded.snoozed_until`;

const ADD_DETERMINATIONS = `
  INSERT INTO determination (determination_id, reassessment_id, person_id, determined_at, decided_by,
                             policy_version, level, inputs, inputs_hash, result, override,
                             policy_hash)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[],
                       $7::text[], $8::jsonb[], $9::text[], $10::jsonb[], $11::jsonb[], $12::text[])
  ON CONFLICT (determination_id) DO NOTHING`;

/** The first decision of a version settles what its tables are. */
const NOTE_POLICY_USE = `
  INSERT INTO policy_use (version, content_hash, first_used_at)
  SELECT DISTINCT ON (version) version, hash, at
  FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS used (version, hash, at)
  WHERE hash IS NOT NULL
  ORDER BY version, at
  ON CONFLICT (version) DO NOTHING`;

type Persisted = Omit<PersonCase, 'unsaved'>;
type Change = StateChange<PersonCase>;

/** A case as an older version kept it lacks what came later; nothing had happened of that then. */
function completed(key: string, state: Persisted): PersonCase {
  const reassessments = state.reassessments.map((reassessment) => ({
    ...reassessment,
    work: workOf(reassessment),
  }));
  return { ...newPersonCase(key), ...state, reassessments, unsaved: [] };
}

function workOf(reassessment: Omit<Reassessment, 'work'> & Partial<Pick<Reassessment, 'work'>>) {
  const since =
    [...reassessment.triggers, ...reassessment.fallen][0]?.occurredAt ?? reassessment.openedAt;
  return reassessment.work ?? newWork(since, reassessment.openedAt);
}

/**
 * One JSON document per person for the rules. Beside it a row per reassessment for lists and look-ups,
 * and a row per determination that is never changed, with the inputs to make it again.
 */
export class PersonCaseStore implements StateStore<PersonCase> {
  initial(key: string): PersonCase {
    return newPersonCase(key);
  }

  merge(survivor: PersonCase, retired: PersonCase): PersonCase {
    return mergeCases(survivor, retired);
  }

  async load(tx: Tx, keys: readonly string[]): Promise<Map<string, PersonCase>> {
    const rows = await tx.query<{ person_id: string; state: Persisted }>(LOAD, [keys]);
    return new Map(rows.map(({ person_id: key, state }) => [key, completed(key, state)]));
  }

  async save(tx: Tx, changes: readonly Change[]): Promise<void> {
    await tx.query(SAVE, [
      changes.map(({ key }) => key),
      changes.map(({ after: { unsaved: _, ...kept } }) => JSON.stringify(kept)),
    ]);
    await saveReassessments(tx, changes.flatMap(changedViews));
    await addDeterminations(tx, changes);
  }
}

/** Reassessments other than before; rules never change one in place. */
function changedViews({ before, after }: Change): ReassessmentView[] {
  const known = new Set(before.reassessments);
  return after.reassessments
    .filter((reassessment) => !known.has(reassessment))
    .map((reassessment) => viewOf(reassessment, after));
}

async function saveReassessments(tx: Tx, views: readonly ReassessmentView[]): Promise<void> {
  if (views.length === 0) return;
  await tx.query(SAVE_REASSESSMENTS, [
    views.map(({ id }) => id),
    views.map(({ personId }) => personId),
    views.map(({ status }) => status),
    views.map(({ openedAt }) => openedAt),
    views.map(({ dueAt }) => dueAt),
    views.map(({ trigger }) => trigger.kind),
    views.map(({ version }) => version),
    views.map((view) => JSON.stringify(view)),
    views.map(({ claimedBy }) => claimedBy),
    views.map(({ snoozedUntil }) => snoozedUntil),
  ]);
}

async function addDeterminations(tx: Tx, changes: readonly Change[]): Promise<void> {
  const made = changes.flatMap(({ key, after }) =>
    after.unsaved.map((made) => ({ ...made, personId: key })),
  );
  if (made.length === 0) return;
  const results = made.map(
    ({ decision }) => decision.override?.policyResult ?? decision.determination,
  );
  await tx.query(ADD_DETERMINATIONS, [
    made.map(({ decision }) => decision.determinationId),
    made.map(({ reassessmentId }) => reassessmentId),
    made.map(({ personId }) => personId),
    made.map(({ decision }) => decision.determinedAt),
    made.map(({ decision }) => decision.decidedBy),
    results.map(({ policyVersion }) => policyVersion),
    made.map(({ decision }) => decision.determination.level),
    made.map(({ decision }) => JSON.stringify(decision.used.inputs)),
    results.map(({ inputsHash }) => inputsHash),
    results.map((result) => JSON.stringify(result)),
    made.map(({ decision }) => overrideOf(decision.override)),
    made.map(({ decision }) => decision.policyHash ?? null),
  ]);
  await tx.query(NOTE_POLICY_USE, [
    results.map(({ policyVersion }) => policyVersion),
    made.map(({ decision }) => decision.policyHash ?? null),
    made.map(({ decision }) => decision.determinedAt),
  ]);
}

function overrideOf(override: PersonCase['unsaved'][number]['decision']['override']) {
  if (!override) return null;
  const { reasonCode, role, text } = override;
  return JSON.stringify({ reasonCode, role, text });
}
