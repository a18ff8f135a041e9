import type { TimerChange } from '@handrail/messaging';
import { rememberedSummary } from '../calendar/remembered-summary.js';
import { planEndsAt } from './domain/finish-plan.js';
import { dueOf } from './domain/place-clocks.js';
import { openOffers, type Offer } from './domain/offer.js';
import type { Placement } from './domain/placement.js';

export const OFFER_EXPIRED = 'timer.scheduling.offer-expired';

export const PLAN_OVER = 'timer.scheduling.plan-over';

export const PLACE_DUE = 'timer.scheduling.place-due';

/** Name of the timer that ends a placement with its plan. */
export const planTimer = (placementId: string): string => `plan:${placementId}`;

const offerTimer = (offerId: string): string => `offer:${offerId}`;

/** Which timers of a placement change when it goes from one state to the next. */
export const timerChanges = (before: Placement | undefined, after: Placement): TimerChange[] => [
  ...offerTimers(before, after),
  ...planTimers(before, after),
  ...dueTimers(before, after),
];

function offerTimers(before: Placement | undefined, after: Placement): TimerChange[] {
  const [known, open] = [before ? openOffers(before) : [], openOffers(after)];
  const isKnown = ({ id, expiresAt }: Offer): boolean =>
    known.some((offer) => offer.id === id && offer.expiresAt === expiresAt);
  const set = open
    .filter((offer) => !isKnown(offer))
    .map(({ id, expiresAt }): TimerChange => ({
      kind: 'set',
      name: offerTimer(id),
      type: OFFER_EXPIRED,
      dueAt: expiresAt,
      data: { placementId: after.id, offerId: id },
    }));
  const cancelled = known
    .filter(({ id }) => !open.some((offer) => offer.id === id))
    .map(({ id }): TimerChange => ({ kind: 'cancel', name: offerTimer(id) }));
  return [...set, ...cancelled];
}

/** Whoever has a place is asked what comes next when its plan is over; whoever leaves it before is not. */
function planTimers(before: Placement | undefined, after: Placement): TimerChange[] {
  if (before?.status === after.status && before.plan === after.plan) return [];
  const waits = untilPlanIsOver(after);
  if (waits.length > 0) return waits;
  return before?.status === 'confirmed' ? [{ kind: 'cancel', name: planTimer(after.id) }] : [];
}

/** The timer that ends a placement with its plan; none for care that does not end so. */
export function untilPlanIsOver(placement: Placement): TimerChange[] {
  const { id: placementId } = placement;
  const dueAt = planEndsAt(placement, rememberedSummary);
  if (!dueAt) return [];
  const name = planTimer(placementId);
  return [{ kind: 'set', name, type: PLAN_OVER, dueAt, data: { placementId } }];
}

/** What becomes of a place by itself when nobody comes or somebody stays away. */
function dueTimers(before: Placement | undefined, after: Placement): TimerChange[] {
  const [known, due] = [before && dueOf(before), dueOf(after)];
  if (known?.kind === due?.kind && known?.at === due?.at) return [];
  const name = `place:${after.id}`;
  return due
    ? [{ kind: 'set', name, type: PLACE_DUE, dueAt: due.at, data: { placementId: after.id } }]
    : [{ kind: 'cancel', name }];
}
