import type { Decision } from '@handrail/domain';
import type { Asked } from '@handrail/testing/decider';
import type { ActByHand } from '../placement/domain/acts/act.js';
import { endPlace } from '../placement/domain/acts/end-place.js';
import { extendByHand } from '../placement/domain/acts/extend-by-hand.js';
import { holdPlace, releasePlace } from '../placement/domain/acts/hold-place.js';
import { movePlace, type Destination } from '../placement/domain/acts/move-place.js';
import { moveStart } from '../placement/domain/acts/move-start.js';
import { noteArrival, takeBackArrival } from '../placement/domain/acts/note-arrival.js';
import { offerToPrograms } from '../placement/domain/acts/offer-to-programs.js';
import { reinstatePlace } from '../placement/domain/acts/reinstate-place.js';
import { reviewAgain, reviewPlace } from '../placement/domain/acts/review-place.js';
import type { PersonPlacements, PlaceAct, Placement } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import { allotted, circumstances, newest, NOW, OFFER_TERMS } from './builders.js';

/** An act with what it names and what the service would have found out for it. */
export interface ActCommand extends ActByHand {
  readonly kind: 'act';
  readonly what: PlaceAct | 'offer';
  readonly now?: string;
  readonly weeks?: number;
  readonly startsOn?: string;
  readonly freePlaces?: number;
  readonly isClosed?: boolean;
  readonly mayKnow?: boolean;
  readonly destination?: Partial<Destination>;
  /** Programs that are asked at the same time. */
  readonly programs?: readonly string[];
}

/** Where a move leads unless a sentence says otherwise: a free place of the same level. */
export const elsewhere = (held: Placement): Destination => ({
  place: { ...allotted(held).place, programId: 'another-program', plan: held.plan },
  acceptance: 'automatic',
  freePlaces: 1,
  isSafe: true,
  mayKnow: true,
  candidates: [],
  hours: null,
});

/** A free place of a program that decides for itself. */
const askedAt = (
  placement: Placement,
  programId: string,
  change: Partial<Destination> = {},
): Destination => {
  const { place } = allotted(placement);
  return {
    ...elsewhere(placement),
    acceptance: 'by-offer',
    ...change,
    place: { ...place, plan: placement.plan, ...change.place, programId },
  };
};

export function decideActCommand(
  person: PersonPlacements,
  { what, ...act }: ActCommand,
): Decision<PlacementEvent> {
  const { now = NOW, weeks = 2, startsOn = '2026-12-01', freePlaces = 1 } = act;
  switch (what) {
    case 'end':
      return endPlace(person, act, now);
    case 'reinstate': {
      const { isClosed = false, mayKnow = true } = act;
      return reinstatePlace(person, act, { now, freePlaces, isClosed, mayKnow });
    }
    case 'extend':
      return extendByHand(person, { ...act, weeks }, now);
    case 'reschedule':
      return moveStart(person, { ...act, startsOn }, now);
    case 'hold':
      return holdPlace(person, act, now);
    case 'release':
      return releasePlace(person, act, now);
    case 'arrived':
      return noteArrival(person, act, now);
    case 'not-arrived':
      return takeBackArrival(person, act, now);
    case 'reviewed':
      return reviewPlace(person, act, now);
    case 'review-again':
      return reviewAgain(person, act, now);
    case 'move': {
      const held = person.placements.find(({ id }) => id === act.placementId) ?? newest(person);
      const destination = { ...elsewhere(held), ...act.destination };
      return movePlace(person, act, {
        ...circumstances(`move ${held.id} ${person.placements.length}`),
        now,
        destination,
        terms: { ...OFFER_TERMS, now },
      });
    }
    case 'offer': {
      const placement =
        person.placements.find(({ id }) => id === act.placementId) ?? newest(person);
      const { programs = ['first-program', 'second-program'], destination } = act;
      return offerToPrograms(person, act, {
        terms: { ...OFFER_TERMS, now },
        atOnce: 3,
        destinations: programs.map((programId) => askedAt(placement, programId, destination)),
      });
    }
    default:
      return what satisfies never;
  }
}

/** Somebody acts on the newest placement, as they have just read it. */
export const acts =
  (
    what: ActCommand['what'],
    change: Partial<Omit<ActCommand, 'kind' | 'what'>> = {},
  ): Asked<PersonPlacements, ActCommand> =>
  (person) => {
    const { id: placementId, version } = newest(person);
    const [by, reason] = ['coordinator-2', what === 'end' ? 'left' : 'family-reasons'];
    return { kind: 'act', what, placementId, version, by, reason, ...change };
  };
