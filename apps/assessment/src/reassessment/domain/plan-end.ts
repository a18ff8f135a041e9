import {
  DAY_MS,
  LEVEL_OF_SETTING,
  type Level,
  type Setting,
  oncePer,
  countLeading,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { PlanRanOut } from './facts.js';
import { instantMs, plusDays } from './instants.js';
import type { CaseStay, PersonCase, Reassessment, StayEnd, Trigger } from './person-case.js';

/** A plan that ran out, and after when a stay's end is about the same course of care. */
export interface PlanEnd {
  readonly fact: PlanRanOut;
  readonly since: string;
}

const LEVEL_OF_PROGRAM: Readonly<Partial<Record<Setting, Level>>> = {
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
        !endsAbout(
          leftPrograms(state.stays).get(fact.level) ?? [],
          { since, planEndedAt: fact.endedAt },
          policy,
        ),
    );
}

/** When stays in programs ended other than completed, by level and in order. */
const leftPrograms = oncePer((stays: readonly CaseStay[]) =>
  endsByLevel(
    stays,
    (end) => end.disposition !== 'completed',
    ({ setting }) => LEVEL_OF_PROGRAM[setting] ?? null,
  ),
);

/** When those stays ended that count, in order, by the level that is seen in their end. */
export function endsByLevel(
  stays: readonly CaseStay[],
  counts: (end: StayEnd) => boolean,
  levelOf: (end: StayEnd) => Level | null,
): ReadonlyMap<Level | null, readonly number[]> {
  const ends = new Map<Level | null, number[]>();
  for (const { end } of stays) {
    if (!end || !counts(end)) continue;
    const level = levelOf(end);
    const ofLevel = ends.get(level) ?? [];
    ends.set(level, ofLevel);
    ofLevel.push(instantMs(end.endedAt));
  }
  for (const ofLevel of ends.values()) ofLevel.sort((a, b) => a - b);
  return ends;
}

/** Nobody had the place before the reassessment that asked for it was opened. */
export function beganAfter(
  fact: Pick<PlanRanOut, 'reassessmentId' | 'endedAt'>,
  { reassessments }: PersonCase,
  policy: Policy,
): string {
  const openedAt = openings(reassessments).get(fact.reassessmentId);
  return openedAt ?? plusDays(fact.endedAt, -policy.limits['same-crisis-days']);
}

const openings = oncePer(
  (reassessments: readonly Reassessment[]) =>
    new Map(reassessments.map(({ id, openedAt }) => [id, openedAt])),
);

/** What one end of a plan, and the end of a stay, have to lie between to be about the same. */
interface AroundPlanEnd {
  readonly since: string;
  readonly planEndedAt: string;
}

const untilMsOf = ({ planEndedAt }: AroundPlanEnd, policy: Policy): number =>
  instantMs(planEndedAt) + policy.limits['same-crisis-days'] * DAY_MS;

/** Whether one of these ends, in order, is about the same course of care. */
export function endsAbout(
  endsMs: readonly number[],
  around: AroundPlanEnd,
  policy: Policy,
): boolean {
  const sinceMs = instantMs(around.since);
  const next = endsMs[countLeading(endsMs, (ms) => ms <= sinceMs)];
  return next !== undefined && next < untilMsOf(around, policy);
}

/** After the course of care began, and no later than the days in which one end is still told. */
const isAbout = (endedAt: string, around: AroundPlanEnd, policy: Policy): boolean =>
  endsAbout([instantMs(endedAt)], around, policy);

/** Whether one reason is the end of a program as a stay tells it, and the other as its plan does. */
export function endSameProgram(a: Trigger, b: Trigger, policy: Policy): boolean {
  const [plan, stay] = a.planSince === undefined ? [b, a] : [a, b];
  return (
    endsWithStay(plan, stay) &&
    isAbout(stay.occurredAt, { since: plan.planSince!, planEndedAt: plan.occurredAt }, policy)
  );
}

/** Whether the end of a plan among these reasons is told by the end of a stay among them as well. */
export const isEndOfStay = (plan: Trigger, others: readonly Trigger[]): boolean =>
  plan.planSince !== undefined &&
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
