import {
  changeOfList,
  countLeading,
  DAY_MS,
  fromLastTime,
  inOneOrder,
  oncePer,
} from '@handrail/domain';
import type {
  AttendanceReported,
  CareAskedFor,
  FactSource,
  RatingsRecorded,
  SignalSeen,
} from './facts.js';
import { instantMs } from './instants.js';
import type { CaseStay, PersonCase } from './person-case.js';

/** A time somebody saw a person or heard from them. */
export interface SignOfLife {
  readonly at: string;
  readonly atMs: number;
  readonly source: FactSource;
  /** Somebody saw the person where care is given, and not only heard of them. */
  readonly seen: boolean;
}

const contact = (at: string, source: FactSource, seen: boolean): SignOfLife => ({
  ...{ at, atMs: instantMs(at), source, seen },
});

interface Happening {
  readonly source: FactSource;
}

/** What was seen or heard of somebody when it happened. */
const seenThen = oncePer(({ source }: Happening) => [contact(source.occurredAt, source, true)]);
const heardThen = oncePer(({ source }: Happening) => [contact(source.occurredAt, source, false)]);

const bySession = oncePer(({ attendance, sessionStartsAt, source }: AttendanceReported) =>
  attendance === 'attended' ? [contact(sessionStartsAt, source, true)] : [],
);
const byRating = oncePer(({ ratedAt, source }: RatingsRecorded) => [
  contact(ratedAt, source, false),
]);
const bySignal = (signal: SignalSeen) => (signal.trigger === 'overdose' ? heardThen(signal) : []);
const byRequest = (asked: CareAskedFor) => (asked.requestedBy === 'self' ? heardThen(asked) : []);
const byStay = oncePer(({ start, startedAt, end }: CaseStay): readonly SignOfLife[] => [
  ...(start && startedAt ? [contact(startedAt, start, true)] : []),
  ...(end ? [contact(end.endedAt, end.source, true)] : []),
]);

const asTheyCame = inOneOrder<SignOfLife>(
  (a, b) => a.atMs - b.atMs || (a.source.eventId < b.source.eventId ? -1 : 1),
);

/** Times somebody saw the person or heard from them, in order. */
export const contactsOf = (
  { stays, ratings, signals, requests, drugTests }: PersonCase,
  sessions: readonly AttendanceReported[],
): readonly SignOfLife[] =>
  asTheyCame([
    { list: sessions, items: bySession },
    { list: ratings, items: byRating },
    { list: signals, items: bySignal },
    { list: requests, items: byRequest },
    { list: drugTests, items: seenThen },
    { list: stays, items: byStay },
  ]);

/** Places in the order of contacts that no other followed for so many days; the last is always among them. */
export const lullsOf = oncePer((contacts: readonly SignOfLife[]) => {
  const found = new Map<number, readonly number[]>();
  return (days: number): readonly number[] => {
    const lulls = found.get(days) ?? lullsIn(days)(contacts);
    found.set(days, lulls);
    return lulls;
  };
});

const byDays = new Map<number, ReturnType<typeof newLulls>>();

/** A policy has three such numbers, and few policies are there at a time. */
function lullsIn(days: number): (contacts: readonly SignOfLife[]) => readonly number[] {
  const lulls = byDays.get(days) ?? newLulls(days * DAY_MS);
  byDays.set(days, lulls);
  return lulls;
}

/** From one list of contacts to the next, only around those that came or went anything can be another lull. */
const newLulls = (lullMs: number) =>
  fromLastTime<SignOfLife, readonly number[]>((contacts, last) => {
    const { from, gone, come } = changeOfList(last?.list ?? [], contacts);
    const known = last?.result ?? [];
    const [first, behind] = [Math.max(from - 1, 0), from + gone.length];
    const lulls = known.slice(
      0,
      countLeading(known, (at) => at < first),
    );
    for (let at = first; at < from + come.length; at += 1)
      if ((contacts[at + 1]?.atMs ?? Infinity) >= contacts[at]!.atMs + lullMs) lulls.push(at);
    for (const at of known.slice(countLeading(known, (place) => place < behind)))
      lulls.push(at + come.length - gone.length);
    return lulls;
  });
