import { LEVEL_OF_SETTING, type Setting } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { PlanRanOut } from './facts.js';
import { instantMs, plusDays } from './instants.js';
import type { PersonCase, Trigger } from './person-case.js';

/** A plan that ran out, and after when a stay's end is about the same course of care. */
export interface PlanEnd {
  readonly fact: PlanRanOut;
  readonly since: string;
}

const LEVEL_OF_PROGRAM: Readonly<Partial<Record<Setting, string>>> = {
  'partial-hospitalization': 'PHP',
  'intensive-outpatient': 'IOP',
  outpatient: 'OP',
};

/**
 * Plans that ran out and ask what comes next (T11). One does not where the program itself told that the
 * person left before: nobody completed what they had left. An end that was told as completed asks by
 * itself, and the two are one reason (`endSameProgram`), whichever was told first.
 */
export function plansThatCount(state: PersonCase, policy: Policy): PlanEnd[] {
  return state.plansOver
    .map((fact) => ({ fact, since: beganAfter(fact, state, policy) }))
    .filter(
      ({ fact, since }) =>
        !state.stays.some(
          ({ end }) =>
            end !== null &&
            end.disposition !== 'completed' &&
            LEVEL_OF_PROGRAM[end.setting] === fact.level &&
            isAbout(end.endedAt, since, fact.endedAt, policy),
        ),
    );
}

/** Nobody had the place before the reassessment that asked for it was opened. */
export function beganAfter(
  fact: Pick<PlanRanOut, 'reassessmentId' | 'endedAt'>,
  { reassessments }: PersonCase,
  policy: Policy,
): string {
  const asked = reassessments.find(({ id }) => id === fact.reassessmentId);
  return asked?.openedAt ?? plusDays(fact.endedAt, -policy.limits['same-crisis-days']);
}

/** After the course of care began, and no later than the days in which one end is still told. */
export function isAbout(
  endedAt: string,
  since: string,
  planEndedAt: string,
  policy: Policy,
): boolean {
  const until = plusDays(planEndedAt, policy.limits['same-crisis-days']);
  return instantMs(endedAt) > instantMs(since) && instantMs(endedAt) < instantMs(until);
}

/** Whether one reason is the end of a program as a stay tells it, and the other as its plan does. */
export function endSameProgram(a: Trigger, b: Trigger, policy: Policy): boolean {
  const [plan, stay] = a.planSince === undefined ? [b, a] : [a, b];
  return (
    endsWithStay(plan, stay) && isAbout(stay.occurredAt, plan.planSince!, plan.occurredAt, policy)
  );
}

/** Whether the end of a plan among these reasons is told by the end of a stay among them as well. */
export const isEndOfStay = (plan: Trigger, others: readonly Trigger[]): boolean =>
  others.some(
    (stay) => endsWithStay(plan, stay) && instantMs(stay.occurredAt) > instantMs(plan.planSince!),
  );

const endsWithStay = (plan: Trigger, stay: Trigger): boolean =>
  plan.planSince !== undefined &&
  stay.stayId !== null &&
  stay.kind === plan.kind &&
  stay.currentLevel === plan.currentLevel &&
  levelOf(stay) === levelOf(plan);

/** Who left holds no level any more, and what was left has one. */
const levelOf = ({ kind, setting }: Trigger) =>
  kind === 'left-early' && setting !== undefined ? LEVEL_OF_SETTING[setting] : null;
