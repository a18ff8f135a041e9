import { DAY_MS, type Level } from '@handrail/domain';
import type {
  FactSource,
  PlaceEnded,
  PlaceGiven,
  PlaceNotStarted,
  PlanRanOut,
  SessionsPlanned,
} from './facts.js';
import { instantMs } from './instants.js';

const ARRIVES_BEFORE_DAYS = 3;

/** A place in a program as scheduling tells of it; of each part the newest counts. */
export interface Place {
  readonly placementId: string;
  /** Null while only its sessions are known. */
  readonly level: Level | null;
  readonly reassessmentId: string | null;
  readonly given: { readonly source: FactSource; readonly startsOn: string } | null;
  /** Every plan there was, the oldest first: what one asked for stands when it is extended. */
  readonly plans: readonly PlannedSessions[];
  readonly notStarted: { readonly source: FactSource; readonly startsOn: string } | null;
  readonly end: PlaceEnd | null;
}

interface PlannedSessions {
  readonly source: FactSource;
  readonly firstSessionAt: string;
  readonly lastSessionAt: string;
}

export interface PlaceEnd {
  readonly source: FactSource;
  readonly reason: string;
  readonly endedAt: string;
}

export type PlaceFact = PlaceGiven | SessionsPlanned | PlaceNotStarted | PlaceEnded;

const newPlace = (placementId: string): Place => ({
  placementId,
  level: null,
  reassessmentId: null,
  given: null,
  plans: [],
  notStarted: null,
  end: null,
});

/** The places after scheduling told of one. */
export function withPlace(places: readonly Place[], fact: PlaceFact): readonly Place[] {
  const known = places.find(({ placementId }) => placementId === fact.placementId);
  const changed = mergePlace(known ?? newPlace(fact.placementId), partOf(fact));
  return known ? places.map((place) => (place === known ? changed : place)) : [...places, changed];
}

/** All a fact says about its place. */
function partOf(fact: PlaceFact): Place {
  const place = newPlace(fact.placementId);
  const { source } = fact;
  switch (fact.kind) {
    case 'place-given':
      return { ...place, ...about(fact), given: { source, startsOn: fact.startsOn } };
    case 'place-not-started':
      return { ...place, ...about(fact), notStarted: { source, startsOn: fact.startsOn } };
    case 'place-ended': {
      const { endReason: reason, endedAt } = fact;
      return { ...place, ...about(fact), end: { source, reason, endedAt } };
    }
    case 'sessions-planned': {
      const { firstSessionAt, lastSessionAt } = fact;
      return { ...place, plans: [{ source, firstSessionAt, lastSessionAt }] };
    }
    default:
      return fact satisfies never;
  }
}

const about = ({ level, reassessmentId }: Exclude<PlaceFact, SessionsPlanned>) => ({
  level,
  reassessmentId,
});

/** The end of a plan as the end of its place. */
export const endOfPlan = (fact: PlanRanOut): PlaceEnded => ({
  ...fact,
  kind: 'place-ended',
  endReason: 'finished',
});

/** What two tell of one place, whichever was told first. */
export function mergePlace(a: Place, b: Place): Place {
  const known = new Set(a.plans.map(({ source }) => source.eventId));
  const plans = [...a.plans, ...b.plans.filter(({ source }) => !known.has(source.eventId))];
  return {
    placementId: a.placementId,
    level: a.level ?? b.level,
    reassessmentId: a.reassessmentId ?? b.reassessmentId,
    given: newer(a.given, b.given),
    plans: plans.sort((x, y) => (isNewer(x, y) ? 1 : -1)),
    notStarted: newer(a.notStarted, b.notStarted),
    end: newer(a.end, b.end),
  };
}

interface Sourced {
  readonly source: FactSource;
}

const newer = <T extends Sourced>(a: T | null, b: T | null): T | null =>
  a && b ? (isNewer(b, a) ? b : a) : (a ?? b);

function isNewer({ source: a }: Sourced, { source: b }: Sourced): boolean {
  const laterMs = instantMs(a.occurredAt) - instantMs(b.occurredAt);
  return laterMs > 0 || (laterMs === 0 && a.eventId > b.eventId);
}

/** How a place ended; null while the person has it, also when they have it again. */
export const endOf = ({ given, end }: Place): PlaceEnd | null =>
  end && given && instantMs(given.source.occurredAt) > instantMs(end.source.occurredAt)
    ? null
    : end;

/** When a place is no more; never, while the person has it. */
export function goneMs(place: Place): number {
  const end = endOf(place);
  return end ? instantMs(end.endedAt) : Infinity;
}

/** When its first session is, or its first day. */
function beginsMs({ plans, given, notStarted }: Place): number {
  const first = plans.at(-1)?.firstSessionAt ?? given?.startsOn ?? notStarted?.startsOn;
  return first === undefined ? NaN : instantMs(first);
}

/**
 * From when somebody who is seen may have come for the place: a stay that begins so shortly before it is the
 * arrival there, as in scheduling [P].
 */
export const comesFromMs = (place: Place): number => beginsMs(place) - ARRIVES_BEFORE_DAYS * DAY_MS;

/** Sources of everything that is known of places. */
export const sourcesOf = (places: readonly Place[]): FactSource[] =>
  places.flatMap(({ given, plans, notStarted, end }) =>
    [given, ...plans, notStarted, end].flatMap((part) => part?.source ?? []),
  );
