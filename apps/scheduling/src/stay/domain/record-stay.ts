import { stayOf, type StayHistory, type KnownStay, type StayFact } from './stay.js';

/**
 * Adds a fact to what is known about a person's stays. The order of arrival does not matter: a fact
 * that was taken back before it arrived is dropped, and an end without a beginning is a stay too.
 * Answers the same object when nothing changes.
 */
export function recordStay(known: StayHistory, fact: StayFact): StayHistory {
  if (fact.kind === 'fact-retracted') return retract(known, fact.retractedEventId);
  if (known.retracted.includes(fact.eventId) && isDeath(fact)) return known;
  if (known.retracted.includes(fact.eventId))
    return { ...known, retracted: known.retracted.filter((id) => id !== fact.eventId) };
  const before = stayOf(known, fact.stayId);
  const after = changed(before ?? emptyStay(fact), fact);
  return {
    ...known,
    stays: before
      ? known.stays.map((stay) => (stay === before ? after : stay))
      : [...known.stays, after],
  };
}

/** That it was none is remembered: others may tell of it later than of its being taken back. */
const isDeath = (fact: StayFact): boolean =>
  fact.kind === 'stay-ended' && fact.disposition === 'died';

type AboutStay = Exclude<StayFact, { kind: 'fact-retracted' }>;

const emptyStay = ({ stayId, facility, setting }: AboutStay): KnownStay => ({
  ...{ stayId, facility, setting },
  start: null,
  plan: null,
  end: null,
});

function changed(stay: KnownStay, fact: AboutStay): KnownStay {
  const { eventId, facility, setting } = fact;
  const named = { ...stay, facility, setting };
  switch (fact.kind) {
    case 'stay-started':
      return { ...named, start: { eventId, startedAt: fact.startedAt } };
    case 'stay-ended': {
      const { endedAt, disposition, startedAt } = fact;
      const start = stay.start ?? (startedAt === null ? null : { eventId: null, startedAt });
      return { ...named, start, end: { eventId, endedAt, disposition } };
    }
    case 'step-down-planned':
      return { ...named, plan: { eventId, plannedFor: fact.plannedFor } };
    case 'stay-corrected':
      return {
        ...named,
        start:
          stay.start && fact.startedAt ? { ...stay.start, startedAt: fact.startedAt } : stay.start,
        end: stay.end && {
          ...stay.end,
          endedAt: fact.endedAt ?? stay.end.endedAt,
          disposition: fact.disposition ?? stay.end.disposition,
        },
      };
    default:
      return fact satisfies never;
  }
}

/** Takes back the one part that came with an event; a stay of which nothing is left is forgotten. */
function retract(known: StayHistory, eventId: string): StayHistory {
  const holder = known.stays.find((stay) =>
    [stay.start, stay.plan, stay.end].some((part) => part?.eventId === eventId),
  );
  if (!holder)
    return known.retracted.includes(eventId)
      ? known
      : { ...known, retracted: [...known.retracted, eventId] };
  const standing = <Part extends { readonly eventId: string | null }>(part: Part | null) =>
    part?.eventId === eventId ? null : part;
  const left: KnownStay = {
    ...holder,
    start: standing(holder.start),
    plan: standing(holder.plan),
    end: standing(holder.end),
  };
  // A beginning that only the end had reported falls with it.
  const start = left.end === null && left.start?.eventId === null ? null : left.start;
  const isKnown = start !== null || left.plan !== null || left.end !== null;
  const wasDeath = holder.end?.eventId === eventId && holder.end.disposition === 'died';
  return {
    retracted: wasDeath ? [...known.retracted, eventId] : known.retracted,
    stays: known.stays.flatMap((stay) =>
      stay !== holder ? [stay] : isKnown ? [{ ...left, start }] : [],
    ),
  };
}
