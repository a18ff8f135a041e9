import { isRoundTheClock, oncePerWith } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import { attachedTo } from './crisis.js';
import { plusHours } from './instants.js';
import { escalatesAt, wasMoved } from './pass-time.js';
import { diedAt, isHeld, isWaiting } from './person-case.js';
import type { PersonCase, Reassessment } from './person-case.js';
import { reviewOfPlan } from './place-triggers.js';
import { silencesAhead } from './silence.js';
import { planOpensAt } from './reasons-of-stays.js';
import { isPast, isPastSilence } from './standing-triggers.js';

/** A time the case waits for, by name; a case has at most one of a name. */
type WakeUps = ReadonlyMap<string, string>;

/**
 * The times a case waits for: due times, planned ends of stays, and people who were sent on and may
 * not arrive. Worked out from the state alone, so what has to be set or cancelled is the difference
 * between two states, and a replay asks for the same.
 */
export const wakeUpsOf = (state: PersonCase, policy: Policy): WakeUps =>
  new Map(partsOf(state, policy).flatMap((part) => [...part]));

/** What has to be set, moved or cancelled when one state follows another. */
export const wakeUpsMoved = (before: PersonCase, after: PersonCase, policy: Policy) => {
  const [old, next] = [partsOf(before, policy), partsOf(after, policy)];
  return next.flatMap((part, at) => wakeUpChanges(old[at]!, part));
};

const nothing: WakeUps = new Map();

/** The times in parts that have no names in common: what is the same as before need not be compared. */
const partsOf = oncePerWith((state: PersonCase, policy: Policy): readonly [WakeUps, WakeUps] =>
  diedAt(state) === null
    ? [timesOfWork(state, policy), timesOfStays(state, policy)]
    : [nothing, nothing],
);

function timesOfWork(state: PersonCase, policy: Policy): WakeUps {
  const times = new Map<string, string>();
  for (const reassessment of state.reassessments)
    if (isWaiting(reassessment)) waitOfWork(reassessment, policy, times);
  const attached = attachedTo(state.reassessments);
  for (const [name, silence] of silencesAhead(state, policy))
    if (!attached.has(silence.eventId) && !isPastSilence(silence, policy))
      times.set(name, silence.at);
  for (const place of state.places) {
    const review = reviewOfPlan(place, policy);
    if (review && !attached.has(review.eventId))
      times.set(`plan-ends:${place.placementId}`, review.at);
  }
  return times;
}

const lastTimes = new WeakMap<
  PersonCase['stays'],
  { readonly reassessments: PersonCase['reassessments']; readonly policy: Policy; times: WakeUps }
>();

function timesOfStays({ stays, reassessments }: PersonCase, policy: Policy): WakeUps {
  const last = lastTimes.get(stays);
  if (last?.reassessments === reassessments && last.policy === policy) return last.times;
  const times = workOutTimes(stays, attachedTo(reassessments), policy);
  lastTimes.set(stays, { reassessments, policy, times });
  return times;
}

function workOutTimes(
  stays: PersonCase['stays'],
  attached: ReturnType<typeof attachedTo>,
  policy: Policy,
): WakeUps {
  const times = new Map<string, string>();
  for (const { stayId, plan, end } of stays) {
    if (plan && !end && isRoundTheClock(plan.setting) && !attached.has(plan.source.eventId))
      times.set(`step-down:${stayId}`, planOpensAt(plan, policy));
    if (end?.disposition !== 'transferred' || !isRoundTheClock(end.setting)) continue;
    if (attached.has(end.source.eventId)) continue;
    if (isPast(end.endedAt, end.source.recordedAt, policy)) continue;
    const hours = policy.limits['transfer-grace-hours'];
    times.set(`transfer:${stayId}`, plusHours(end.endedAt, hours));
  }
  return times;
}

function waitOfWork(reassessment: Reassessment, policy: Policy, times: Map<string, string>): void {
  if (reassessment.work.snoozedUntil !== null)
    times.set(`snooze:${reassessment.id}`, reassessment.work.snoozedUntil);
  if (reassessment.overdueSince === null)
    times.set(`overdue:${reassessment.id}`, reassessment.dueAt);
  else if (isHeld(reassessment) && !wasMoved(reassessment))
    times.set(`escalation:${reassessment.id}`, escalatesAt(reassessment, policy));
}

export type WakeUpChange =
  | { readonly kind: 'set'; readonly name: string; readonly dueAt: string }
  | { readonly kind: 'cancel'; readonly name: string };

/** What has to be set, moved or cancelled to get from one state's times to another's. */
function wakeUpChanges(before: WakeUps, after: WakeUps): WakeUpChange[] {
  if (before === after) return [];
  const cancelled = [...before.keys()].filter((name) => !after.has(name));
  const set = [...after].filter(([name, dueAt]) => before.get(name) !== dueAt);
  return [
    ...cancelled.map((name) => ({ kind: 'cancel' as const, name })),
    ...set.map(([name, dueAt]) => ({ kind: 'set' as const, name, dueAt })),
  ];
}
