import { DAY_MS, HOUR_MS, isHousing, type ProgramLevel } from '@handrail/domain';
import { interimBeganAt } from './interim.js';
import { pauseAt, reachedAt } from './pauses.js';
import { FACT_NAMES, knownOf } from './priority-facts.js';
import {
  checkKey,
  signalKey,
  type CapacityCheck,
  type ClockName,
  type WaitingRecord,
} from './record.js';

/** How long each clock runs: 45 CFR 96.126(b) and 96.131(d); the last two are ours [P]. */
const LENGTH_MS: Readonly<Record<ClockName, number>> = {
  due48h: 48 * HOUR_MS,
  due14: 14 * DAY_MS,
  due120: 120 * DAY_MS,
  'state-referral': 48 * HOUR_MS,
  contact: 14 * DAY_MS,
};

/** A warning comes at three quarters: there is still time to act. */
const WARNED_AFTER = 0.75;

/** Something that is owed to a person who waits, and by when. */
export interface Clock {
  readonly clock: ClockName;
  readonly startedAt: string;
  /** Null while a pause without an end keeps it from ever running out. */
  readonly dueAt: string | null;
  readonly riskAt: string | null;
  /** When what is owed was done; null while it was not. */
  readonly metAt: string | null;
  /** 14 days became 120: nobody had room that day, and interim services began in time. */
  readonly isReplaced: boolean;
}

export const CLOCK_STATES = [
  'running',
  'at-risk',
  'missed',
  'paused',
  'met',
  'met-late',
  'replaced',
] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

/** What clocks follow from, of a placement. */
export interface Waiting {
  readonly status: string;
  readonly level: ProgramLevel;
  readonly priorityClass: number;
  readonly prioritySince: string;
  readonly requestedAt: string;
  readonly attended: boolean;
  readonly course: {
    readonly arrival: { readonly at: string } | null;
    readonly cameAt?: string | null;
    readonly cameBefore?: ReadonlyArray<{ readonly at: string }>;
  };
}

/** Waiting for a place, or asked whether it suits. */
const OPEN: readonly string[] = ['requested', 'waitlisted', 'offered'];

/**
 * Every clock of somebody who waits, or has a place and has not come yet: a confirmed place admits nobody.
 * The request for care begins them; who was found to belong to an earlier class only afterwards has two
 * days for interim services from then on.
 */
export function clocksOf(placement: Waiting, record: WaitingRecord): Clock[] {
  const open = OPEN.includes(placement.status);
  if (!open && placement.status !== 'confirmed') return [];
  const { level, priorityClass, requestedAt } = placement;
  const arrivedAt = arrivalOf(placement);
  const isPregnant = priorityClass <= 2;
  const injects = priorityClass === 1 || priorityClass === 3;
  const run = clockIn(record);
  const contact = open ? [run('contact', lastInTouch(placement, record), null)] : [];
  // The law counts until somebody is admitted to treatment; a home beside it is none.
  if (isHousing(level)) return contact;
  const owedSince = later(requestedAt, knownSince(placement, record));
  const began = interimBeganAt(
    record.interim,
    { requestedAt, isPregnant },
    record.interimTerms ?? undefined,
  );
  const interim = run('due48h', owedSince, earliest(began, arrivedAt));
  const hasProof = began !== null && wasInTime(interim, began) && hadNoRoom(placement, record);
  const admission = run('due14', requestedAt, arrivedAt);
  return [
    ...(priorityClass < 4 ? [interim] : []),
    ...(injects ? [{ ...admission, isReplaced: hasProof }] : []),
    ...(injects && hasProof ? [run('due120', requestedAt, arrivedAt)] : []),
    ...(isPregnant && placement.status === 'waitlisted'
      ? [run('state-referral', owedSince, answeredAt(record, owedSince))]
      : []),
    ...contact,
  ];
}

/** What a clock says at an instant. */
export function stateOf(clock: Clock, { pauses }: WaitingRecord, now: string): ClockState {
  const { dueAt, riskAt, metAt, isReplaced } = clock;
  const nowMs = Date.parse(now);
  if (isReplaced) return 'replaced';
  if (metAt !== null)
    return dueAt !== null && Date.parse(metAt) > Date.parse(dueAt) ? 'met-late' : 'met';
  if (dueAt !== null && Date.parse(dueAt) <= nowMs) return 'missed';
  if (pauseAt(pauses, now)) return 'paused';
  return riskAt !== null && Date.parse(riskAt) <= nowMs ? 'at-risk' : 'running';
}

/** A warning or a miss that has to be reported, once. */
export interface SignalDue {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly kind: 'warned' | 'missed';
  /** When it is time to report it. */
  readonly at: string;
  readonly dueAt: string;
}

/**
 * The clocks of a placement among the `others` of the person. What is owed is owed to the person, whichever of
 * their placements show it: what one of them has met is met.
 */
export function clocksAmong(
  placement: Waiting,
  others: readonly Waiting[],
  record: WaitingRecord,
): Clock[] {
  const clocks = clocksOf(placement, record);
  if (others.length === 0 || clocks.length === 0) return clocks;
  const elsewhere = others.flatMap((other) => clocksOf(other, record));
  return clocks.map((clock) => ({
    ...clock,
    metAt: elsewhere
      .filter((each) => debtOf(each) === debtOf(clock))
      .map(({ metAt }) => metAt)
      .reduce(earliest, clock.metAt),
  }));
}

/** What names one debt of a person. */
export const debtOf = ({ clock, startedAt }: Pick<Clock, 'clock' | 'startedAt'>): string =>
  `${clock} ${startedAt}`;

/**
 * What is still to be reported about the clocks of a placement among others of the person, the first to fall due
 * first; each signal comes once, by whichever of them it is due.
 */
export function signalsAhead(
  placement: Waiting,
  record: WaitingRecord,
  others: readonly Waiting[] = [],
): SignalDue[] {
  const reported = new Set(record.signals.map(signalKey));
  return clocksAmong(placement, others, record)
    .filter(({ metAt, isReplaced }) => metAt === null && !isReplaced)
    .flatMap(({ clock, startedAt, riskAt, dueAt }): SignalDue[] => [
      ...(riskAt === null
        ? []
        : [
            {
              clock,
              startedAt,
              kind: 'warned' as const,
              at: riskAt,
              dueAt: dueAt ?? afterWarning(clock, riskAt),
            },
          ]),
      ...(dueAt === null ? [] : [{ clock, startedAt, kind: 'missed' as const, at: dueAt, dueAt }]),
    ])
    .filter((signal) => !reported.has(signalKey(signal)))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The proof behind 120 days, as far as there is one. */
export const checkFor = (
  { level, requestedAt }: Pick<Waiting, 'level' | 'requestedAt'>,
  { checks }: WaitingRecord,
): CapacityCheck | undefined =>
  checks.find((check) => checkKey(check) === checkKey({ level, requestedAt }));

/** When a clock would run out if no pause came between its warning and its end. */
const afterWarning = (clock: ClockName, riskAt: string): string =>
  new Date(Date.parse(riskAt) + (1 - WARNED_AFTER) * LENGTH_MS[clock]).toISOString();

const clockIn =
  ({ pauses }: WaitingRecord) =>
  (clock: ClockName, startedAt: string, metAt: string | null): Clock => {
    const lengthMs = LENGTH_MS[clock];
    const dueAt = reachedAt(startedAt, lengthMs, pauses);
    const riskAt = reachedAt(startedAt, WARNED_AFTER * lengthMs, pauses);
    return { clock, startedAt, dueAt, riskAt, metAt, isReplaced: false };
  };

/**
 * When the person was first seen in care. Of who was noted before the time was kept only that they came is
 * known.
 */
const arrivalOf = ({ attended, course, requestedAt }: Waiting): string | null =>
  [course.arrival?.at ?? null, ...(course.cameBefore ?? []).map(({ at }) => at)].reduce(
    earliest,
    course.cameAt ?? null,
  ) ?? (attended ? requestedAt : null);

const hadNoRoom = (placement: Waiting, record: WaitingRecord): boolean => {
  const check = checkFor(placement, record);
  return check !== undefined && check.free === 0 && check.unknown === 0;
};

const wasInTime = ({ dueAt }: Clock, began: string): boolean =>
  dueAt === null || Date.parse(began) <= Date.parse(dueAt);

/** Since when it is known that the person comes before others, as their facts are now. */
function knownSince({ prioritySince, requestedAt }: Waiting, { facts }: WaitingRecord): string {
  const since = FACT_NAMES.flatMap((name) => {
    const known = knownOf(facts, name, requestedAt);
    return known?.value ? [known.since] : [];
  });
  return since.length === 0 ? prioritySince : since.reduce(earlier);
}

/** The State's answer to a referral that was made for this wait. */
function answeredAt({ referrals }: WaitingRecord, since: string): string | null {
  const made = referrals.filter(({ at }) => Date.parse(at) >= Date.parse(since));
  return made.map(({ answeredAt }) => answeredAt).reduce(earliest, null);
}

/** When somebody last spoke with the person: a failed attempt tells them nothing. */
function lastInTouch({ requestedAt }: Waiting, { contacts, interim }: WaitingRecord): string {
  const reached = contacts.filter(({ outcome }) => outcome !== 'not-reached');
  return [...reached, ...interim].map(({ at }) => at).reduce(later, requestedAt);
}

const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);
const earlier = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);
const earliest = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : earlier(a, b);
