import type { StateChange, StateStore, Tx } from '@handrail/messaging';
import { mergeCases } from './domain/merge.js';
import { newPersonCase, type PersonCase } from './domain/person-case.js';
import { viewOf, type ReassessmentView } from './reassessment.view.js';

const LOAD = `SELECT person_id, state FROM person_case WHERE person_id = ANY($1::uuid[])`;

const SAVE = `
  INSERT INTO person_case (person_id, state)
  SELECT * FROM unnest($1::uuid[], $2::jsonb[])
  ON CONFLICT (person_id) DO UPDATE SET state = excluded.state`;

const SAVE_REASSESSMENTS = `
  INSERT INTO reassessment (reassessment_id, person_id, status, opened_at, due_at, trigger_kind, version, doc)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
                       $6::text[], $7::int[], $8::jsonb[])
  ON CONFLICT (reassessment_id) DO UPDATE SET
    person_id = excluded.person_id, status = excluded.status, due_at = excluded.due_at,
    trigger_kind = excluded.trigger_kind, version = excluded.version, doc = excluded.doc`;

const ADD_DETERMINATIONS = `
  INSERT INTO determination (determination_id, reassessment_id, person_id, determined_at, decided_by,
                             policy_version, level, inputs, inputs_hash, result, override)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[],
                       $7::text[], $8::jsonb[], $9::text[], $10::jsonb[], $11::jsonb[])
  ON CONFLICT (determination_id) DO NOTHING`;

type Persisted = Omit<PersonCase, 'unsaved'>;
type Change = StateChange<PersonCase>;

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
    return new Map(rows.map(({ person_id: key, state }) => [key, { ...state, unsaved: [] }]));
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
function changedViews({ key, before, after }: Change): ReassessmentView[] {
  const known = new Set(before.reassessments);
  return after.reassessments.filter((one) => !known.has(one)).map((one) => viewOf(one, key));
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
  ]);
}

async function addDeterminations(tx: Tx, changes: readonly Change[]): Promise<void> {
  const made = changes.flatMap(({ key, after }) =>
    after.unsaved.map((one) => ({ ...one, personId: key })),
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
  ]);
}

function overrideOf(override: PersonCase['unsaved'][number]['decision']['override']) {
  if (!override) return null;
  const { reasonCode, role, text } = override;
  return JSON.stringify({ reasonCode, role, text });
}
