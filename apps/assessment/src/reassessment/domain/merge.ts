import { mergePlace, type Place } from './place.js';
import type { PersonCase, CaseStay } from './person-case.js';

/** Two persons turned out to be one: all facts and reassessments of both, each once. */
export function mergeCases(survivor: PersonCase, retired: PersonCase): PersonCase {
  const byEvent = <T extends { readonly source: { readonly eventId: string } }>(
    a: readonly T[],
    b: readonly T[],
  ) => union(a, b, ({ source }) => source.eventId);
  return {
    ...survivor,
    stays: mergeStays(survivor.stays, retired.stays),
    ratings: byEvent(survivor.ratings, retired.ratings),
    signals: byEvent(survivor.signals, retired.signals),
    opioidNamed: byEvent(survivor.opioidNamed, retired.opioidNamed),
    attendance: byEvent(survivor.attendance, retired.attendance),
    instruments: byEvent(survivor.instruments, retired.instruments),
    requests: byEvent(survivor.requests, retired.requests),
    drugTests: byEvent(survivor.drugTests, retired.drugTests),
    plansOver: byEvent(survivor.plansOver, retired.plansOver),
    places: mergePlaces(survivor.places, retired.places),
    retracted: [...new Set([...survivor.retracted, ...retired.retracted])],
    reassessments: union(survivor.reassessments, retired.reassessments, ({ id }) => id),
    unsaved: [...survivor.unsaved, ...retired.unsaved],
  };
}

function union<T>(a: readonly T[], b: readonly T[], key: (item: T) => string): T[] {
  const known = new Set(a.map(key));
  return [...a, ...b.filter((item) => !known.has(key(item)))];
}

function mergePlaces(a: readonly Place[], b: readonly Place[]): Place[] {
  const merged = a.map((place) => {
    const other = b.find(({ placementId }) => placementId === place.placementId);
    return other ? mergePlace(place, other) : place;
  });
  return union(merged, b, ({ placementId }) => placementId);
}

/** One stay told to both persons keeps the parts each of them was told. */
function mergeStays(a: readonly CaseStay[], b: readonly CaseStay[]): CaseStay[] {
  const merged = a.map((stay) => {
    const other = b.find(({ stayId }) => stayId === stay.stayId);
    if (!other) return stay;
    return {
      ...stay,
      startedAt: stay.startedAt ?? other.startedAt,
      start: stay.start ?? other.start,
      plan: stay.plan ?? other.plan,
      end: stay.end ?? other.end,
    };
  });
  return union(merged, b, ({ stayId }) => stayId);
}
