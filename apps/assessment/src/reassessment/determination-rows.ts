import { upsert, type StateChange } from '@handrail/messaging';
import type { PersonCase } from './domain/person-case.js';

/** A decision that was just made, with whose reassessment it is about. */
interface MadeDetermination {
  readonly personId: string;
  readonly reassessmentId: string;
  readonly decision: PersonCase['unsaved'][number]['decision'];
}

/** Decisions since a case was loaded. */
export const determinationsMade = ({ key, after }: StateChange<PersonCase>): MadeDetermination[] =>
  after.unsaved.map((made) => ({ ...made, personId: key }));

/** What the policy answered, also where a person decided otherwise. */
const policyResultOf = ({ decision }: MadeDetermination) =>
  decision.override?.policyResult ?? decision.determination;

/** A row per determination, with the inputs to make it again. It is never changed. */
export const addDeterminations = upsert<MadeDetermination>(
  'determination',
  {
    determination_id: ['uuid', ({ decision }) => decision.determinationId],
    reassessment_id: ['uuid', ({ reassessmentId }) => reassessmentId],
    person_id: ['uuid', ({ personId }) => personId],
    determined_at: ['timestamptz', ({ decision }) => decision.determinedAt],
    decided_by: ['text', ({ decision }) => decision.decidedBy],
    policy_version: ['text', (made) => policyResultOf(made).policyVersion],
    level: ['text', ({ decision }) => decision.determination.level],
    inputs: ['jsonb', ({ decision }) => decision.used.inputs],
    inputs_hash: ['text', (made) => policyResultOf(made).inputsHash],
    result: ['jsonb', policyResultOf],
    override: ['jsonb', ({ decision }) => overrideOf(decision.override)],
    policy_hash: ['text', ({ decision }) => decision.policyHash],
  },
  { key: 'determination_id', keeps: 'all' },
);

function overrideOf(override: MadeDetermination['decision']['override']) {
  if (!override) return null;
  const { reasonCode, role, text } = override;
  return { reasonCode, role, text };
}

interface PolicyUse {
  readonly version: string;
  readonly contentHash: string;
  readonly firstUsedAt: string;
}

/** The first decision of each policy version. One without a fingerprint says nothing of its tables. */
export function firstUses(made: readonly MadeDetermination[]): PolicyUse[] {
  const first = new Map<string, PolicyUse>();
  for (const determination of made) {
    const { policyHash: contentHash, determinedAt: firstUsedAt } = determination.decision;
    const { policyVersion: version } = policyResultOf(determination);
    const known = first.get(version);
    if (contentHash === undefined || (known && known.firstUsedAt <= firstUsedAt)) continue;
    first.set(version, { version, contentHash, firstUsedAt });
  }
  return [...first.values()];
}

/** The first decision of a version settles what its tables are. */
export const notePolicyUse = upsert<PolicyUse>(
  'policy_use',
  {
    version: ['text', ({ version }) => version],
    content_hash: ['text', ({ contentHash }) => contentHash],
    first_used_at: ['timestamptz', ({ firstUsedAt }) => firstUsedAt],
  },
  { key: 'version', keeps: 'all' },
);
