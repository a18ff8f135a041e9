import { DomainError, type Level } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import type { Policy } from '../../policy/domain/policy.js';
import { align } from './decide.js';
import { decide } from './evaluate.js';
import type { RatingsRecorded } from './facts.js';
import { isWaiting } from './person-case.js';
import type { Override, OverrideReason, PersonCase, Reassessment } from './person-case.js';
import { Unfolding, type Circumstances } from './rules.js';

/** What people do with a reassessment. Each act names the version its actor has seen. */
export type Act =
  | { readonly kind: 'claim'; readonly by: string }
  | { readonly kind: 'rate'; readonly fact: RatingsRecorded }
  | { readonly kind: 'sign' }
  | {
      readonly kind: 'override';
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
 * One person's act on one reassessment. Refuses with a `DomainError` whose code says why; of two
 * people who act on the same version one is refused, so neither overwrites what the other has done.
 */
export function act(state: PersonCase, target: Target, what: Act, at: Circumstances): Unfolding {
  const one = state.reassessments.find(({ id }) => id === target.id);
  if (!one) throw new DomainError('not-found', 'there is no such reassessment');
  if (one.version !== target.version)
    throw new DomainError('version-changed', 'somebody changed the reassessment meanwhile');
  if (one.status === 'withdrawn')
    throw new DomainError('withdrawn', 'the reassessment was withdrawn');
  const work = new Unfolding(state, at);
  switch (what.kind) {
    case 'claim':
      mustWait(one);
      work.add({ kind: 'claimed', id: one.id, by: what.by, at: at.now });
      return work;
    case 'rate':
      mustWait(one);
      work.add({ kind: 'fact-recorded', fact: what.fact });
      align(work);
      return work;
    case 'sign':
      mustWait(one);
      sign(one, work);
      return work;
    case 'override':
      override(one, what, work);
      return work;
    default:
      return what satisfies never;
  }
}

function mustWait(one: Reassessment): void {
  if (!isWaiting(one))
    throw new DomainError('already-determined', 'a level of care has been determined');
}

function sign(one: Reassessment, work: Unfolding): void {
  const { proposal, used } = one;
  if (!proposal || !used || proposal.level === null)
    throw new DomainError('ratings-incomplete', 'the policy gives no level: rate d1 to d3 first');
  decide(one, { determination: proposal, used, decidedBy: 'clinician', override: null }, work);
}

function override(
  one: Reassessment,
  { level, reasonCode, text, role }: Extract<Act, { readonly kind: 'override' }>,
  work: Unfolding,
): void {
  const policyResult = isWaiting(one) ? one.proposal : policyResultOf(one);
  if (!policyResult || !one.used)
    throw new DomainError('nothing-to-override', 'the policy has not said anything yet');
  const present = isWaiting(one) ? policyResult : one.decision!.determination;
  if (present.level === level)
    throw new DomainError('same-level', 'this is the level already: there is nothing to override');
  const made: Override = { reasonCode, text, role, policyResult };
  const determination = overridden(policyResult, level, made, work.at.policy);
  const { used } = one;
  decide(one, { determination, used, decidedBy: 'clinician', override: made }, work);
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
