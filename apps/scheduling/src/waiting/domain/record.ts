import type { ProgramLevel } from '@handrail/domain';
import type { PriorityFact } from './priority-facts.js';

/** Groups of interim services (45 CFR 96.121, interim services). */
export const INTERIM_ITEMS = ['hiv-tb-counselling', 'hiv-tb-referral', 'prenatal'] as const;
export type InterimItem = (typeof INTERIM_ITEMS)[number];

/** What came of trying to reach somebody who waits, the answer to "do you still want a place?" among it. */
export const CONTACT_OUTCOMES = [
  'reached',
  'not-reached',
  'still-waiting',
  'no-longer-wants',
] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** What the State answered about a pregnant woman whom nobody can take. */
export const STATE_ANSWERS = ['placed', 'interim-services', 'no-place'] as const;
export type StateAnswer = (typeof STATE_ANSWERS)[number];

/** Which groups count as interim services, and how many of them are enough: States differ. */
export interface InterimTerms {
  readonly groups: readonly InterimItem[];
  readonly needed: number;
}

interface Entry {
  /** Of the event it came with, or of its own: what was recorded by mistake is taken back by it. */
  readonly id: string;
}

/** Services given while nobody can admit the person. */
export interface InterimServices extends Entry {
  readonly at: string;
  readonly items: readonly InterimItem[];
}

export interface ContactAttempt extends Entry {
  readonly at: string;
  /** `YYYY-MM-DD` where the attempt was made: three attempts on one day are one day. */
  readonly day: string;
  readonly outcome: ContactOutcome;
}

/** The person cannot come for a while; the rank is kept and no clock runs. */
export interface WaitPause extends Entry {
  readonly from: string;
  /** Null while nobody knows. */
  readonly until: string | null;
  readonly reason: string;
  /** When somebody ended it by hand. */
  readonly resumedAt: string | null;
}

/** Why somebody was, or was not, served out of turn. The order stays: this is for the evidence. */
export interface RankException extends Entry {
  readonly placementId: string;
  readonly at: string;
  readonly reason: string;
}

/** A pregnant woman was referred to the State (42 USC 300x-27), and what it answered. */
export interface StateReferral extends Entry {
  readonly at: string;
  readonly answer: StateAnswer | null;
  readonly answeredAt: string | null;
}

/** Free places of all programs of a level on the day of a request, for 45 CFR 96.126(b)(2). */
export interface CapacityCheck {
  readonly level: ProgramLevel;
  readonly requestedAt: string;
  readonly readAt: string;
  readonly programs: number;
  /** The most that were free at once in any track that day, summed up. */
  readonly free: number;
  /** Tracks nothing is known of for that day: with one of them nothing is proven. */
  readonly unknown: number;
}

/** Clocks of people who wait; the first three by the names the law's limits have here. */
export const CLOCK_NAMES = ['due48h', 'due14', 'due120', 'state-referral', 'contact'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** A clock was reported, which happens once: it is known by its name and its beginning. */
export interface Signal {
  readonly clock: ClockName;
  readonly startedAt: string;
  readonly kind: 'warned' | 'missed';
  readonly at: string;
}

/**
 * What is known about a person as somebody who waits, whether or not they wait now: it outlives each
 * request, so that a level determined anew begins no clock twice and forgets nothing.
 */
export interface WaitingRecord {
  readonly facts: readonly PriorityFact[];
  readonly interim: readonly InterimServices[];
  readonly contacts: readonly ContactAttempt[];
  readonly pauses: readonly WaitPause[];
  readonly exceptions: readonly RankException[];
  readonly referrals: readonly StateReferral[];
  readonly checks: readonly CapacityCheck[];
  readonly signals: readonly Signal[];
  /** Read with the record and never saved: what the settings say now. Absent, what is usual. */
  readonly interimTerms?: InterimTerms | null;
}

export const noRecord: WaitingRecord = {
  facts: [],
  interim: [],
  contacts: [],
  pauses: [],
  exceptions: [],
  referrals: [],
  checks: [],
  signals: [],
};

/** Two persons are one: everything that either has, once. */
export const mergeRecords = (survivor: WaitingRecord, retired: WaitingRecord): WaitingRecord => ({
  facts: union(survivor.facts, retired.facts, ({ id }) => id),
  interim: union(survivor.interim, retired.interim, ({ id }) => id),
  contacts: union(survivor.contacts, retired.contacts, ({ id }) => id),
  pauses: union(survivor.pauses, retired.pauses, ({ id }) => id),
  exceptions: union(survivor.exceptions, retired.exceptions, ({ id }) => id),
  referrals: union(survivor.referrals, retired.referrals, ({ id }) => id),
  checks: union(survivor.checks, retired.checks, checkKey),
  signals: union(survivor.signals, retired.signals, signalKey),
  ...(survivor.interimTerms ? { interimTerms: survivor.interimTerms } : {}),
});

export const checkKey = ({ level, requestedAt }: Pick<CapacityCheck, 'level' | 'requestedAt'>) =>
  `${level} ${requestedAt}`;

export const signalKey = ({ clock, startedAt, kind }: Omit<Signal, 'at'>) =>
  `${clock} ${startedAt} ${kind}`;

function union<T>(a: readonly T[], b: readonly T[], keyOf: (each: T) => string): readonly T[] {
  if (b.length === 0) return a;
  const known = new Set(a.map(keyOf));
  return [...a, ...b.filter((each) => !known.has(keyOf(each)))];
}
