import { DomainError, type Level, type OverrideReason } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import type { Policy } from '../../policy/domain/policy.js';
import { doWork, mustNotBeHeldByOther, mustWait, ActRefusal, type WorkAct } from './act-on-work.js';
import { align } from './decide.js';
import { decide } from './evaluate.js';
import type { RatingsRecorded } from './facts.js';
import { isWaiting } from './person-case.js';
import type { Override, PersonCase, Reassessment } from './person-case.js';
import { Unfolding, type Circumstances } from './rules.js';

/** What people do with a reassessment. Each act names the version its actor has seen. */
export type Act =
  | WorkAct
  | { readonly kind: 'rate'; readonly by?: string | null; readonly fact: RatingsRecorded }
  | { readonly kind: 'sign'; readonly by?: string | null; readonly role?: string | null }
  | {
      readonly kind: 'override';
      readonly by?: string | null;
      readonly level: Level;
      readonly reasonCode: OverrideReason;
      readonly text: string;
      readonly role: string;
    };

export interface ActTarget {
  readonly id: string;
  readonly version: number;
}

/**
 * One person's act on one reassessment. Refuses with a `ActRefusal` whose code says why; of two people who
 * act on the same version one is refused, so neither overwrites what the other has done.
 */
export function act(
  state: PersonCase,
  target: ActTarget,
  what: Act,
  circumstances: Circumstances,
): Unfolding {
  const reassessment = state.reassessments.find(({ id }) => id === target.id);
  if (!reassessment) throw new DomainError('not-found', 'there is no such reassessment');
  if (reassessment.version !== target.version)
    throw new ActRefusal(
      'version-changed',
      'somebody changed the reassessment meanwhile',
      reassessment,
    );
  if (reassessment.status === 'withdrawn')
    throw new ActRefusal('withdrawn', 'the reassessment was withdrawn', reassessment);
  const unfolding = new Unfolding(state, circumstances);
  switch (what.kind) {
    case 'rate':
      mustWait(reassessment);
      mustNotBeHeldByOther(reassessment, what.by ?? null);
      unfolding.add({ kind: 'fact-recorded', fact: what.fact });
      align(unfolding);
      return unfolding;
    case 'sign':
      mustWait(reassessment);
      mustNotBeHeldByOther(reassessment, what.by ?? null);
      sign(reassessment, what, unfolding);
      return unfolding;
    case 'override':
      mustNotBeHeldByOther(reassessment, what.by ?? null);
      override(reassessment, what, unfolding);
      return unfolding;
    default:
      mustWait(reassessment);
      doWork(reassessment, what, unfolding);
      return unfolding;
  }
}

type Sign = Extract<Act, { readonly kind: 'sign' }>;

function sign(
  reassessment: Reassessment,
  { by = null, role = null }: Sign,
  unfolding: Unfolding,
): void {
  const { proposal, used } = reassessment;
  if (!proposal || !used || proposal.level === null)
    throw new ActRefusal(
      'ratings-incomplete',
      'the policy gives no level: rate d1 to d3 first',
      reassessment,
    );
  const decidedBy = 'clinician';
  decide(
    reassessment,
    { determination: proposal, used, decidedBy, override: null, by, role },
    unfolding,
  );
}

function override(
  reassessment: Reassessment,
  { by = null, level, reasonCode, text, role }: Extract<Act, { readonly kind: 'override' }>,
  unfolding: Unfolding,
): void {
  const policyResult = isWaiting(reassessment)
    ? reassessment.proposal
    : policyResultOf(reassessment);
  if (!policyResult || !reassessment.used)
    throw new ActRefusal(
      'nothing-to-override',
      'the policy has not said anything yet',
      reassessment,
    );
  const present = isWaiting(reassessment) ? policyResult : reassessment.decision!.determination;
  if (present.level === level)
    throw new ActRefusal(
      'same-level',
      'this is the level already: there is nothing to override',
      reassessment,
    );
  const made: Override = { reasonCode, text, role, policyResult };
  const determination = overridden(policyResult, level, made, unfolding.circumstances.policy);
  const { used } = reassessment;
  decide(
    reassessment,
    { determination, used, decidedBy: 'clinician', override: made, by },
    unfolding,
  );
}

const policyResultOf = ({ decision }: Reassessment): DeterminationData | null =>
  decision?.override?.policyResult ?? decision?.determination ?? null;

/** The policy's answer with the person's level, and the reason as the last entry of the trace. */
function overridden(
  determination: DeterminationData,
  level: Level,
  { reasonCode, role }: Override,
  policy: Policy,
): DeterminationData {
  const { asamLevel, alternatives } = policy.levels[level];
  const instead = determination.level === null ? 'no level' : determination.level;
  return {
    ...determination,
    ...{ level, asamLevel, alternatives: [...alternatives] },
    withdrawalSetting: level === 'WM' ? (determination.withdrawalSetting ?? '24-hour') : null,
    wouldChangeIf: [],
    trace: [
      ...determination.trace,
      {
        rule: 'override',
        input: { reasonCode, role },
        effect: `level ${level} by a person, instead of ${instead}`,
        source: 'clinician',
      },
    ],
  };
}
