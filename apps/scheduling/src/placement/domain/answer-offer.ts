import { happened, ignored, PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { afterAnsweringHours } from '../../calendar/domain/admission-hours.js';
import { goesOn } from './go-on.js';
import { isOpen, openOffers, type ClosedHow, type Offer } from './offer.js';
import { confirmedOf } from './placement.js';
import type { PersonPlacements, Placement, PlacementAct } from './placement.js';
import type { PlacementEvent } from './placement-event.js';
import { effectOf } from './refusal-effect.js';
import { transferred } from './settle.js';

export interface DecisionMoment {
  readonly now: string;
  newId(purpose: string): string;
}

/** Somebody of the program answers; who it is stays with the placement and is in no event. */
export interface AnswerToOffer {
  readonly offerId: string;
  readonly by?: string;
}

interface FoundOffer {
  readonly placement: Placement;
  readonly offer: Offer;
}

function findOffer(person: PersonPlacements, offerId: string): FoundOffer | undefined {
  for (const placement of person.placements) {
    const offer = placement.offers.find(({ id }) => id === offerId);
    if (offer) return { placement, offer };
  }
  return undefined;
}

/** Somebody at the program has seen it and needs time: from now on the longer time counts. */
export function acknowledgeOffer(
  person: PersonPlacements,
  answer: AnswerToOffer,
  { now, answerMs }: { readonly now: string; readonly answerMs: number },
): Decision<PlacementEvent> {
  const found = findOffer(person, answer.offerId);
  if (found?.offer.status === 'acknowledged') return ignored('already-acknowledged');
  if (!found || !isOpen(found.offer)) return ignored('offer-not-open');
  const { placement, offer } = found;
  const longer = afterAnsweringHours(now, answerMs, offer.hours, offer.place.timeZone);
  // Whoever looks at it does not lose time by saying so.
  const expiresAt = Date.parse(longer) > Date.parse(offer.expiresAt) ? longer : offer.expiresAt;
  const [placementId, offerId] = [placement.id, offer.id];
  return happened<PlacementEvent>(...acted(placement, 'acknowledge', answer, 'seen', now), {
    ...{ kind: 'offer-acknowledged', placementId, offerId, at: now, expiresAt },
  });
}

export interface OfferAcceptance extends AnswerToOffer {
  /** The person says yes to this place. */
  readonly personAgrees?: boolean;
}

export interface AcceptanceMoment {
  readonly now: string;
  /** Whether nobody is confirmed by offer whose own yes is not on record. */
  readonly needsPersonsYes?: boolean;
}

/**
 * The held place becomes the person's own; a place held elsewhere ends with it, and every other program
 * that was asked is asked no more.
 */
export function acceptOffer(
  person: PersonPlacements,
  answer: OfferAcceptance,
  { now, needsPersonsYes = false }: AcceptanceMoment,
): Decision<PlacementEvent> {
  const found = findOffer(person, answer.offerId);
  if (found?.offer.status === 'accepted') return ignored('already-accepted');
  if (!found || !isOpen(found.offer)) return ignored('offer-not-open');
  const { placement, offer } = found;
  const { id: placementId } = placement;
  const agrees = answer.personAgrees === true;
  if (needsPersonsYes && !agrees && placement.course.agreedAt === null)
    return ignored('person-not-asked');
  const held = confirmedOf(person, placement.level);
  return happened<PlacementEvent>(
    ...acted(placement, 'accept', answer, agrees ? 'person-agrees' : 'accepted', now),
    ...(agrees ? [{ kind: 'person-agreed', placementId, at: now } as const] : []),
    ...transferred(held, placementId),
    {
      kind: 'placement-confirmed',
      placementId,
      place: offer.place,
      candidates: null,
      movedFrom: held?.id ?? null,
      offerId: offer.id,
    },
  );
}

export interface Refusal extends AnswerToOffer {
  /** A stable code; free text could carry names. */
  readonly reason: string;
  readonly how?: ClosedHow;
  /** With the person's own no: the programs they would still go to. */
  readonly onlyPrograms?: readonly string[];
}

/**
 * An offer that is declined stays on record. While other programs are asked nothing else happens; after
 * the last one the request goes on as a placement of its own with its old place in line. Where the
 * person wants none of the places, nobody is asked any more.
 */
export function declineOffer(
  person: PersonPlacements,
  refusal: Refusal,
  moment: DecisionMoment,
): Decision<PlacementEvent> {
  const found = findOffer(person, refusal.offerId);
  if (found?.offer.status === 'declined') return ignored('already-declined');
  if (!found || !isOpen(found.offer)) return ignored('offer-not-open');
  const { placement, offer } = found;
  const { reason, how = 'declined' } = refusal;
  const { id: placementId } = placement;
  const effect = effectOf(placement, offer, refusal, moment.now);
  const others = openOffers(placement).filter((other) => other !== offer);
  const unwanted = others.filter(({ place }) => isUnwanted(refusal, place.programId));
  const closing = (offerId: string, ended: ClosedHow): PlacementEvent => ({
    ...{ kind: 'offer-closed', placementId, offerId, how: ended, reason, effect },
  });
  const act = how === 'withdrawn' ? 'withdraw-offer' : 'decline';
  const before: PlacementEvent[] = [
    ...acted(placement, act, refusal, reason, moment.now),
    ...unwanted.map(({ id }) => closing(id, 'withdrawn')),
  ];
  if (unwanted.length < others.length) return happened(...before, closing(offer.id, how));
  return happened<PlacementEvent>(
    ...before,
    { kind: 'placement-declined', placementId, reason, how },
    {
      kind: 'placement-requested',
      placement: { ...goesOn(placement, moment.newId('after-decline'), moment.now), ...effect },
    },
  );
}

const isUnwanted = ({ reason, onlyPrograms }: Refusal, programId: string): boolean =>
  reason === PLACEMENT_REASONS.personDeclines && !onlyPrograms?.includes(programId);

/** An offer nobody took in time lapses, and the place goes to the next in line. */
export function expireOffer(
  person: PersonPlacements,
  offerId: string,
  moment: DecisionMoment,
): Decision<PlacementEvent> {
  const found = findOffer(person, offerId);
  const open = found && isOpen(found.offer);
  if (!open || Date.parse(found.offer.expiresAt) > Date.parse(moment.now))
    return ignored('offer-not-open');
  const lapsed = { offerId, reason: PLACEMENT_REASONS.expired, how: 'lapsed' } as const;
  return declineOffer(person, lapsed, moment);
}

/** What somebody did is kept with the placement, when they say who they are. */
function acted(
  { id: placementId }: Placement,
  kind: PlacementAct,
  { by }: AnswerToOffer,
  reason: string,
  at: string,
): PlacementEvent[] {
  return by === undefined
    ? []
    : [{ kind: 'act-recorded', placementId, act: { kind, by, reason, at } }];
}
