import { Documents, upsert, type StateChange, type StateStore, type Tx } from '@handrail/messaging';
import {
  addDeterminations,
  determinationsMade,
  firstUses,
  notePolicyUse,
} from './determination-rows.js';
import { mergeCases } from './domain/merge.js';
import { newPersonCase, type PersonCase, type Reassessment } from './domain/person-case.js';
import { newWork } from './domain/work.js';
import { sharedOf, toKept, type KeptCase } from './kept-case.js';
import { viewOf, type ReassessmentView } from './reassessment.view.js';

const saveReassessments = upsert<ReassessmentView>(
  'reassessment',
  {
    reassessment_id: ['uuid', ({ id }) => id],
    person_id: ['uuid', ({ personId }) => personId],
    status: ['text', ({ status }) => status],
    opened_at: ['timestamptz', ({ openedAt }) => openedAt],
    due_at: ['timestamptz', ({ dueAt }) => dueAt],
    trigger_kind: ['text', ({ trigger }) => trigger.kind],
    version: ['int', ({ version }) => version],
    doc: ['jsonb', (view) => view],
    owner: ['text', ({ claimedBy }) => claimedBy],
    snoozed_until: ['timestamptz', ({ snoozedUntil }) => snoozedUntil],
  },
  { key: 'reassessment_id', keeps: ['opened_at'] },
);

type Change = StateChange<PersonCase>;

/** A case as an older version kept it lacks what came later; nothing had happened of that then. */
function completed(
  key: string,
  { sharedReasons = [], reassessments: kept, ...state }: KeptCase,
): PersonCase {
  const reassessments = kept.map((reassessment) => ({
    ...reassessment,
    shared: sharedOf(reassessment, sharedReasons),
    work: workOf(reassessment),
  }));
  return { ...newPersonCase(key), ...state, reassessments, unsaved: [] };
}

function workOf(
  reassessment: Pick<Reassessment, 'triggers' | 'fallen' | 'openedAt'> & {
    readonly work?: Reassessment['work'];
  },
) {
  const since =
    [...reassessment.triggers, ...reassessment.fallen][0]?.occurredAt ?? reassessment.openedAt;
  return reassessment.work ?? newWork(since, reassessment.openedAt);
}

const documents = new Documents<PersonCase>({
  table: 'person_case',
  read: completed,
  write: toKept,
  parts: ({ unsaved: _, ...parts }) => parts,
});

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

  settled(state: PersonCase): PersonCase {
    if (state.unsaved.length === 0) return state;
    return documents.sameAs({ ...state, unsaved: [] }, state);
  }

  sizeOf(state: PersonCase): number {
    return documents.sizeOf(state);
  }

  load(tx: Tx, keys: readonly string[]): Promise<Map<string, PersonCase>> {
    return documents.load(tx, keys);
  }

  async save(tx: Tx, changes: readonly Change[]): Promise<void> {
    await documents.save(tx, changes);
    await saveReassessments(tx, changes.flatMap(changedViews));
    const made = changes.flatMap(determinationsMade);
    await addDeterminations(tx, made);
    await notePolicyUse(tx, firstUses(made));
  }
}

/** Reassessments other than before; rules never change one in place. */
function changedViews({ before, after }: Change): ReassessmentView[] {
  const known = new Set(before.reassessments);
  return after.reassessments
    .filter((reassessment) => !known.has(reassessment))
    .map((reassessment) => viewOf(reassessment, after));
}
