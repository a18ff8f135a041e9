import { daysBetween, type Decision } from '@handrail/domain';
import { daysAfter, type SessionPlan } from '../../../calendar/domain/sessions.js';
import type { Acceptance } from '../../../program/domain/program.js';
import { notBegun, type Course } from '../course.js';
import { hasArrived, type PersonPlacements, type Placement } from '../placement.js';
import type { FoundPlace } from '../found-place.js';
import { newOffer, type Offer, type OfferTerms } from '../offer.js';
import type { Candidate } from '../../../matching/domain/candidate.js';
import type { PlacementEvent } from '../placement-event.js';
import { transferred } from '../settle.js';
import { decideAct, onConfirmed, type ActByHand } from './act.js';

/** The track somebody is to be moved to, as it is now. */
export interface Destination {
  /** Null when it has no session in sight. */
  readonly place: FoundPlace | null;
  readonly acceptance: Acceptance;
  /** Places nobody has and nobody waits for. */
  readonly freePlaces: number;
  /** Whether it gives the level, takes people, and can do what the person needs. */
  readonly isSafe: boolean;
  /** Whether its organisation may be told of the person. */
  readonly mayKnow: boolean;
  /** Everything that was weighed beside it. */
  readonly candidates: readonly Candidate[];
  /** When its program answers offers; null around the clock. */
  readonly hours: Offer['hours'];
}

export interface MoveCircumstances {
  readonly now: string;
  readonly newId: (purpose: string) => string;
  readonly destination: Destination;
  readonly terms: OfferTerms;
}

/**
 * The person goes to another track of their level. The new place is a placement of its own, so that both
 * stay on record; the old one ends as transferred once the new one is the person's, which is at once,
 * or when a program that takes people by offer has accepted. Moving back is moving once more.
 */
export const movePlace = (
  person: PersonPlacements,
  act: ActByHand,
  { now, newId, destination, terms }: MoveCircumstances,
): Decision<PlacementEvent> =>
  decideAct(
    person,
    'move',
    act,
    now,
    onConfirmed((held) => {
      const { place } = destination;
      if (place?.programId === held.programId && place?.trackId === held.trackId)
        return 'already-there';
      if (place === null || !destination.isSafe) return 'does-not-fit';
      if (!destination.mayKnow) return 'no-consent';
      if (destination.freePlaces <= 0) return 'no-free-place';
      const acts = [{ kind: 'move', by: act.by, reason: act.reason, at: now }] as const;
      const next = { ...afterMove(held, newId('moved'), now), acts };
      return [
        { kind: 'placement-requested', placement: next },
        ...given(held, next.id, { ...destination, place: withWeeksLeft(held, place) }, terms),
      ];
    }),
  );

function given(
  held: Placement,
  placementId: string,
  { place, candidates, acceptance, hours }: Destination & { readonly place: FoundPlace },
  terms: OfferTerms,
): PlacementEvent[] {
  const found = { placementId, place, candidates };
  if (acceptance === 'by-offer') {
    const offer = newOffer(placementId, place, hours, terms);
    return [{ kind: 'placement-offered', placementId, offer, candidates }];
  }
  return [
    ...transferred(held, placementId),
    // The reasons for the place go on to the new one: when they fall, nothing of this one is left to ask.
    ...held.support.map(({ reassessmentId }): PlacementEvent => ({
      kind: 'support-fell',
      placementId: held.id,
      reassessmentId,
    })),
    { kind: 'placement-confirmed', ...found, movedFrom: held.id },
  ];
}

/** Asked for by the same determinations; nothing of its course has happened yet. */
const afterMove = (held: Placement, id: string, now: string): Placement => ({
  ...held,
  id,
  status: 'requested',
  programId: null,
  trackId: null,
  startsOn: null,
  timeZone: null,
  plan: null,
  offers: [],
  preferredTrack: null,
  follows: null,
  attended: false,
  // Whoever was admitted once is not waited for again.
  course: { ...notBegun, cameBefore: cameUntilNow(held.course) },
  needsReview: null,
  needsLook: true,
  version: 1,
  createdAt: now,
});

const cameUntilNow = ({
  arrival,
  cameAt,
  cameBefore,
  sessionsBy,
}: Course): Course['cameBefore'] => [
  ...cameBefore,
  ...(arrival ? [arrival] : []),
  ...sessionsBy,
  ...(cameAt === null || sessionsBy.length > 0 ? [] : [{ at: cameAt }]),
];

/** Who has begun does not begin anew: the plan ends when the old one would have. */
function withWeeksLeft(held: Placement, place: FoundPlace): FoundPlace {
  if (!place.plan || !held.plan) return place;
  if (!hasArrived(held)) return { ...place, plan: { ...place.plan, weeks: held.plan.weeks } };
  return { ...place, plan: { ...place.plan, weeks: weeksLeft(held.plan, place.startsOn) } };
}

const weeksLeft = ({ startsOn, weeks }: SessionPlan, from: string): number =>
  Math.max(1, Math.ceil(daysBetween(from, daysAfter(startsOn, weeks * 7)) / 7));
