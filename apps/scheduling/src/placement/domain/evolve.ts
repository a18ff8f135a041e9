import { assertTransition } from '@handrail/domain';
import { isWaiting, type Placement, type PersonPlacements, type Support } from './placement.js';
import { onCourse } from './evolve-course.js';
import { asBeforeDeath, reinstated, withoutPlace } from './reinstated.js';
import { chosenFrom, inPlace, whileOffered } from './evolve-offers.js';
import { afterAcceptance, allClosed } from './offer.js';
import { reviewOnceAsked } from './fell-with-death.js';
import { NEVER } from '../../stay/domain/stay.js';
import type { PlacementEvent } from './placement-event.js';
import { offerTransitions } from './offer-transitions.js';
import { noted } from '../../waiting/domain/note.js';
import { placementTransitions } from './transitions.js';

/** The case after what happened. Every change of a placement's state is written here and nowhere else. */
export function evolve(
  person: PersonPlacements,
  events: readonly PlacementEvent[],
): PersonPlacements {
  return events.reduce(evolved, person);
}

function evolved(person: PersonPlacements, event: PlacementEvent): PersonPlacements {
  if (event.kind === 'placement-requested')
    return {
      ...person,
      placements: [...person.placements, asserted(null, event, event.placement)],
    };
  if (event.kind === 'history-known') return { ...person, history: event.history };
  if (event.kind === 'consents-known')
    return {
      ...person,
      consents: event.consents,
      placements: person.placements.map((each) =>
        isWaiting(each) ? { ...each, needsLook: true } : each,
      ),
    };
  if (event.kind === 'waiting-noted')
    return { ...person, waiting: noted(person.waiting, event.note) };
  return {
    ...person,
    placements: person.placements.map((placement) =>
      placement.id === event.placementId
        ? asserted(placement, event, changed(placement, event))
        : placement,
    ),
  };
}

/** The placement after an event, once the tables of its transitions and of its offers' agree. */
function asserted(before: Placement | null, event: PlacementEvent, after: Placement): Placement {
  const [from, to] = [before?.status ?? null, after.status];
  assertTransition(placementTransitions, { from, event: event.kind, to });
  for (const offer of after.offers) {
    const known = before?.offers.find(({ id }) => id === offer.id)?.status ?? null;
    if (known === offer.status) continue;
    assertTransition(offerTransitions, { from: known, event: event.kind, to: offer.status });
  }
  return after;
}

type Change = Exclude<
  PlacementEvent,
  { kind: 'placement-requested' | 'history-known' | 'consents-known' | 'waiting-noted' }
>;

function changed(placement: Placement, event: Change): Placement {
  switch (event.kind) {
    case 'request-renewed':
    case 'place-asked-for-again':
    case 'support-fell':
    case 'priority-changed':
      return askedDifferently(placement, event);
    case 'placement-waitlisted':
      return {
        ...withoutPlace(placement),
        ...event.weighing,
        status: 'waitlisted',
        needsLook: false,
        waitReason: event.waitReason,
      };
    case 'wait-continued':
      return { ...placement, ...event.weighing, needsLook: false };
    case 'placement-offered':
    case 'offer-acknowledged':
    case 'offer-closed':
    case 'person-agreed':
      return whileOffered(placement, event);
    case 'placement-confirmed':
      return {
        ...chosenFrom(inPlace(placement, event.place), event.candidates),
        status: 'confirmed',
        needsLook: false,
        offers: afterAcceptance(placement.offers, event.offerId),
      };
    case 'end-traced':
      return { ...placement, course: { ...placement.course, endedBy: event.endedBy } };
    case 'death-set-aside':
      return asBeforeDeath(placement);
    case 'placement-reinstated':
      return reinstated(placement, event.arrival);
    case 'placement-declined':
    case 'placement-withdrawn':
    case 'placement-completed':
      return over(placement, event);
    case 'attendance-noted':
    case 'attendance-taken-back':
    case 'first-session-missed':
    case 'placement-arrived':
    case 'arrival-corrected':
    case 'arrival-retracted':
    case 'placement-held':
    case 'placement-resumed':
    case 'placement-rescheduled':
    case 'plan-extended':
    case 'placement-not-started':
      return onCourse(placement, event);
    case 'track-rested':
    case 'wait-taken-up':
    case 'wait-moved':
      return inLine(placement, event);
    case 'act-recorded':
    case 'review-needed':
    case 'review-done':
      return byPeople(placement, event);
    default:
      return event satisfies never;
  }
}

/** What people have done or have to do; what was looked at stays known. */
function byPeople(
  placement: Placement,
  event: Extract<Change, { kind: 'act-recorded' | 'review-needed' | 'review-done' }>,
): Placement {
  switch (event.kind) {
    case 'act-recorded':
      return { ...placement, acts: [...placement.acts, event.act] };
    case 'review-needed':
      return { ...placement, needsReview: event.reason };
    case 'review-done': {
      const { reason, at } = event;
      const course = { ...placement.course, reviewed: { reason, at } };
      return { ...placement, needsReview: null, course };
    }
    default:
      return event satisfies never;
  }
}

type Ending = Extract<
  Change,
  { kind: 'placement-declined' | 'placement-withdrawn' | 'placement-completed' }
>;

/** It came to nothing, or the person has had the place: nothing is held any more. */
function over(placement: Placement, event: Ending): Placement {
  switch (event.kind) {
    case 'placement-declined':
      return {
        ...ended(placement),
        status: 'declined',
        endReason: event.reason,
        offers: allClosed(placement.offers, event.how, event.reason),
      };
    case 'placement-withdrawn':
      return {
        ...ended(placement),
        status: 'withdrawn',
        endReason: event.reason,
        offers: allClosed(placement.offers, 'withdrawn', event.reason),
        displacedBy: event.displacedBy,
        course: { ...placement.course, hold: null, endedBy: event.endedBy ?? null },
      };
    case 'placement-completed':
      return {
        ...ended(inPlaceHeldBefore(placement)),
        status: 'completed',
        endReason: event.endReason,
        displacedBy: event.displacedBy,
        course: { ...placement.course, hold: null, endedBy: event.endedBy ?? null },
      };
    default:
      return event satisfies never;
  }
}

/** How somebody waits: which tracks are left alone, and from when the person is free. */
function inLine(
  placement: Placement,
  event: Extract<Change, { kind: 'track-rested' | 'wait-taken-up' | 'wait-moved' }>,
): Placement {
  const { course, needsLook } = placement;
  if (event.kind === 'wait-taken-up')
    return { ...placement, course: { ...course, parkedUntil: null }, needsLook: true };
  return event.kind === 'track-rested'
    ? { ...placement, course: { ...course, resting: event.resting }, needsLook: true }
    : {
        ...placement,
        freeFrom: event.freeFrom,
        needsLook: needsLook || event.freeFrom !== NEVER,
      };
}

type AskedDifferently = Extract<
  Change,
  { kind: 'request-renewed' | 'place-asked-for-again' | 'support-fell' | 'priority-changed' }
>;

function askedDifferently(placement: Placement, event: AskedDifferently): Placement {
  switch (event.kind) {
    case 'request-renewed':
      return {
        ...placement,
        causedBy: event.support,
        support: [event.support, ...standing(placement, event.support.reassessmentId)],
        need: event.need,
        ...ranked(placement, event.priorityClass, event.determinedAt),
        requestedAt: event.requestedAt,
        determinedAt: event.determinedAt,
        cause: event.cause,
        needsReview: reviewOnceAsked(placement, event.support),
        needsLook: true,
      };
    case 'place-asked-for-again':
      return {
        ...placement,
        support: [...standing(placement, event.support.reassessmentId), event.support],
        determinedAt: event.determinedAt,
        needsReview: reviewOnceAsked(placement, event.support),
      };
    case 'support-fell':
      return event.withDeath
        ? { ...placement, support: fallenWithDeath(placement, event.reassessmentId) }
        : withSupport(placement, without(placement, event.reassessmentId));
    case 'priority-changed':
      return {
        ...placement,
        need: { ...placement.need, context: event.context },
        ...ranked(placement, event.priorityClass, event.at),
        needsLook: isWaiting(placement),
      };
    default:
      return event satisfies never;
  }
}

/** When the cause shown fell, the next one that stands is shown; the last one stays for the record. */
function withSupport(placement: Placement, support: readonly Support[]): Placement {
  const { causedBy } = placement;
  const stands = support.some((each) => each.reassessmentId === causedBy.reassessmentId);
  return { ...placement, support, causedBy: stands ? causedBy : (support[0] ?? causedBy) };
}

const ranked = (
  placement: Placement,
  priorityClass: number,
  since: string,
): Partial<Placement> => ({
  priorityClass,
  prioritySince: priorityClass === placement.priorityClass ? placement.prioritySince : since,
});

const without = (placement: Placement, reassessmentId: string) =>
  placement.support.filter((support) => support.reassessmentId !== reassessmentId);

/** What a new determination stands beside: others, but for what stood only until one was made. */
const standing = (placement: Placement, reassessmentId: string) =>
  without(placement, reassessmentId).filter(({ fellWithDeath }) => !fellWithDeath);

const fallenWithDeath = ({ support }: Placement, reassessmentId: string): Support[] =>
  support.map((each) =>
    each.reassessmentId === reassessmentId ? { ...each, fellWithDeath: true } : each,
  );

const ended = (placement: Placement): Placement => ({
  ...placement,
  waitReason: null,
  offerExpiresAt: null,
  freeFrom: null,
  needsLook: false,
});

/** A place that was to be given again, and is over after all. */
function inPlaceHeldBefore(placement: Placement): Placement {
  if (placement.programId !== null || placement.preferredTrack === null) return placement;
  const [programId, trackId] = placement.preferredTrack.split('/') as [string, string];
  return { ...placement, programId, trackId };
}
