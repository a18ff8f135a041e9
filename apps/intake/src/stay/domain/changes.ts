import type { PublishedStay, Visit } from './visit.js';
import { staysOf, type Stay } from './stays.js';

/** What the difference between what is known now and what was published means to the others. */
export type StayChange =
  | { readonly kind: 'stay-started'; readonly stay: Stay }
  | { readonly kind: 'stay-ended'; readonly stay: Stay }
  | { readonly kind: 'step-down-planned'; readonly stay: Stay }
  | { readonly kind: 'stay-corrected'; readonly stay: Stay; readonly corrected: readonly string[] }
  | {
      readonly kind: 'fact-retracted';
      readonly stayId: string;
      readonly fact: 'start' | 'end' | 'plan';
      readonly eventId: string;
    };

/**
 * Compares the stays with what was published about them. Taking back comes first, so that a reader
 * never sees a fact beside the one that replaces it.
 */
export function changesOf(visit: Visit): StayChange[] {
  const stays = staysOf(visit);
  const known = new Map(stays.map((stay) => [stay.stayId, stay]));
  const retractions = Object.entries(visit.published).flatMap(([stayId, published]) =>
    retractionsOf(stayId, published, known.get(stayId)),
  );
  return [...retractions, ...stays.flatMap((stay) => newsOf(stay, visit.published[stay.stayId]))];
}

function retractionsOf(stayId: string, published: PublishedStay, stay?: Stay): StayChange[] {
  const taken: StayChange[] = [];
  const take = (fact: 'start' | 'end' | 'plan', eventId: string) =>
    taken.push({ kind: 'fact-retracted', stayId, fact, eventId });
  if (published.endEventId && !(stay && standing(stay, published)))
    take('end', published.endEventId);
  if (!stay?.plannedFor) published.planEventIds.forEach((eventId) => take('plan', eventId));
  if (published.startEventId && !stay) take('start', published.startEventId);
  return taken;
}

function newsOf(stay: Stay, published: PublishedStay | undefined): StayChange[] {
  const news: StayChange[] = [];
  const endStands = standing(stay, published);
  if (stay.startedAt && !published?.startEventId && !endStands)
    news.push({ kind: 'stay-started', stay });
  if (stay.plannedFor && stay.plannedFor !== published?.plannedFor && !stay.endedBy)
    news.push({ kind: 'step-down-planned', stay });
  if (stay.endedBy && !endStands) news.push({ kind: 'stay-ended', stay });
  const corrected = correctedFields(stay, published, endStands);
  // A start or an end that is news anyway carries the corrected values itself.
  const carried = news.some(({ kind }) => kind === 'stay-started' || kind === 'stay-ended');
  return corrected.length > 0 && !carried
    ? [...news, { kind: 'stay-corrected', stay, corrected }]
    : news;
}

/**
 * Whether the end that was told is still the end there is. How a stay ended decides what follows from it,
 * so an end whose disposition is corrected is another end: the old one is taken back and the new one told.
 */
const standing = (stay: Stay, published: PublishedStay | undefined): boolean =>
  Boolean(published?.endEventId) &&
  published?.endedBy === stay.endedBy &&
  published.disposition === stay.disposition;

function correctedFields(
  stay: Stay,
  published: PublishedStay | undefined,
  endStands: boolean,
): string[] {
  const isPublished =
    published && (published.startEventId || endStands || published.planEventIds[0]);
  if (!isPublished) return [];
  const fields: string[] = [];
  if (stay.setting !== published.setting) fields.push('setting');
  if (stay.startedAt !== published.startedAt) fields.push('startedAt');
  if (endStands && stay.endedAt !== published.endedAt) fields.push('endedAt');
  return fields;
}

/** Remembers what was published, with the ids it was published under, in the order of the changes. */
export function withPublished(
  visit: Visit,
  changes: readonly StayChange[],
  eventIds: readonly string[],
): Visit {
  const published: Record<string, PublishedStay> = { ...visit.published };
  changes.forEach((change, at) => {
    const stayId = change.kind === 'fact-retracted' ? change.stayId : change.stay.stayId;
    published[stayId] = remember(published[stayId], change, eventIds[at]!);
  });
  return { ...visit, published };
}

function remember(
  before: PublishedStay | undefined,
  change: StayChange,
  eventId: string,
): PublishedStay {
  if (change.kind === 'fact-retracted') return forget(before!, change.fact, change.eventId);
  const { stay } = change;
  const published: PublishedStay = {
    setting: stay.setting,
    startedAt: stay.startedAt,
    endedAt: stay.endedAt,
    disposition: stay.disposition,
    plannedFor: before?.plannedFor ?? null,
    startEventId: before?.startEventId ?? null,
    endEventId: before?.endEventId ?? null,
    endedBy: before?.endedBy ?? null,
    planEventIds: before?.planEventIds ?? [],
  };
  switch (change.kind) {
    case 'stay-started':
      return { ...published, startEventId: eventId };
    case 'stay-ended':
      return { ...published, endEventId: eventId, endedBy: stay.endedBy };
    case 'step-down-planned':
      return {
        ...published,
        plannedFor: stay.plannedFor,
        planEventIds: [...published.planEventIds, eventId],
      };
    case 'stay-corrected':
      return published;
    default:
      return change satisfies never;
  }
}

function forget(before: PublishedStay, fact: 'start' | 'end' | 'plan', eventId: string) {
  if (fact === 'start') return { ...before, startEventId: null };
  if (fact === 'end')
    return { ...before, endEventId: null, endedBy: null, endedAt: null, disposition: null };
  return {
    ...before,
    plannedFor: null,
    planEventIds: before.planEventIds.filter((known) => known !== eventId),
  };
}
