import { DomainError, type Level } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import type { Policy } from '../../policy/domain/policy.js';
import { doWork, mustNotBeHeldByOther, mustWait, Refusal, type WorkAct } from './act-on-work.js';
import { align } from './decide.js';
import { decide } from './evaluate.js';
import type { RatingsRecorded } from './facts.js';
import { isWaiting } from './person-case.js';
import type { Override, OverrideReason, PersonCase, Reassessment } from './person-case.js';
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

export interface Target {
  readonly id: string;
  readonly version: number;
}

/**
 * One person's act on one reassessment. Refuses with a `Refusal` whose code says why; of two people who
 * act on the same version one is refused, so neither overwrites what the other has done.
 */
export function act(state: PersonCase, target: Target, what: Act, at: Circumstances): Unfolding {
  const one = state.reassessments.find(({ id }) => id === target.id);
  if (!one) throw new DomainError('not-found', 'there is no such reassessment');
  if (one.version !== target.version)
    throw new Refusal('version-changed', 'somebody changed the reassessment meanwhile', one);
  if (one.status === 'withdrawn')
    throw new Refusal('withdrawn', 'the reassessment was withdrawn', one);
  const work = new Unfolding(state, at);
  switch (what.kind) {
    case 'rate':
      mustWait(one);
      mustNotBeHeldByOther(one, what.by ?? null);
      work.add({ kind: 'fact-recorded', fact: what.fact });
      align(work);
      return work;
    case 'sign':
      mustWait(one);
      mustNotBeHeldByOther(one, what.by ?? null);
      sign(one, what, work);
      return work;
    case 'override':
      mustNotBeHeldByOther(one, what.by ?? null);
      override(one, what, work);
      return work;
    default:
      mustWait(one);
      doWork(one, what, work);
      return work;
  }
}

type Sign = Extract<Act, { readonly kind: 'sign' }>;

function sign(one: Reassessment, { by = null, role = null }: Sign, work: Unfolding): void {
  const { proposal, used } = one;
  if (!proposal || !used || proposal.level === null)
    throw new Refusal('ratings-incomplete', 'the policy gives no level: rate d1 to d3 first', one);
  const decidedBy = 'clinician';
  decide(one, { determination: proposal, used, decidedBy, override: null, by, role }, work);
}

function override(
  one: Reassessment,
  { by = null, level, reasonCode, text, role }: Extract<Act, { readonly kind: 'override' }>,
  work: Unfolding,
): void {
  const policyResult = isWaiting(one) ? one.proposal : policyResultOf(one);
  if (!policyResult || !one.used)
    throw new Refusal('nothing-to-override', 'the policy has not said anything yet', one);
  const present = isWaiting(one) ? policyResult : one.decision!.determination;
  if (present.level === level)
    throw new Refusal('same-level', 'this is the level already: there is nothing to override', one);
  const made: Override = { reasonCode, text, role, policyResult };
  const determination = overridden(policyResult, level, made, work.at.policy);
  const { used } = one;
  decide(one, { determination, used, decidedBy: 'clinician', override: made, by }, work);
}

const policyResultOf = ({ decision }: Reassessment): DeterminationData | null =>
  decision?.override?.policyResult ?? decision?.determination ?? null;

/** The policy's answer with the person's level, and the reason as the last entry of the trace. */
function overridden(
  said: DeterminationData,
  level: Level,
  { reasonCode, role }: Override,
  policy: Policy,
): DeterminationData {
  const { asamLevel, alternatives } = policy.levels[level];
  const instead = said.level === null ? 'no level' : said.level;
  return {
    ...said,
    ...{ level, asamLevel, alternatives: [...alternatives] },
    withdrawalSetting: level === 'WM' ? (said.withdrawalSetting ?? '24-hour') : null,
    wouldChangeIf: [],
    trace: [
      ...said.trace,
      {
        rule: 'override',
        input: { reasonCode, role },
        effect: `level ${level} by a person, instead of ${instead}`,
        source: 'clinician',
      },
    ],
  };
}
