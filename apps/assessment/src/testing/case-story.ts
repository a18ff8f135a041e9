import {
  DAY_MS,
  deriveId,
  type DischargeDisposition,
  type Level,
  type Setting,
  type TriggerKind,
} from '@handrail/domain';
import type { CareContext, Ratings } from '@handrail/contracts';
import { given, type Decider, type Verdict } from '@handrail/testing/decider';
import type { CaseEvent } from '../reassessment/domain/case-event.js';
import { decide } from '../reassessment/domain/decide.js';
import { evolve } from '../reassessment/domain/evolve.js';
import type {
  AttendanceReported,
  Fact,
  FactSource,
  Repetition,
} from '../reassessment/domain/facts.js';
import { newPersonCase, type PersonCase } from '../reassessment/domain/person-case.js';
import type { Circumstances } from '../reassessment/domain/rules.js';
import { wakeUpsOf } from '../reassessment/domain/wake-ups.js';
import { shippedPolicy } from './shipped-policy.js';

const policy = shippedPolicy();
const START = Date.parse('2026-11-01T08:00:00.000Z');
/** Whose story it is. */
export const PERSON = '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001';

/** A moment by days since the story began; fractions are hours. */
export const day = (days: number): string => new Date(START + days * DAY_MS).toISOString();

/** The id of the event a fact came with, by its name in the story. */
export const eventId = (name: string): string => deriveId(START, 'story', name);

/** A fact with the day on which intake recorded it. */
export interface Reported {
  readonly on: number;
  readonly fact: Fact;
}

/** Where a fact of the story comes from. */
export const source = (
  name: string,
  occurredOn: number,
  recordedOn: number,
  type: string,
): FactSource => ({
  eventId: eventId(name),
  messageId: eventId(`message of ${name}`),
  type: `handrail.${type}.v1`,
  occurredAt: day(occurredOn),
  recordedAt: day(recordedOn),
});

export interface StayOptions {
  readonly name?: string;
  readonly from?: number | null;
  readonly to?: number;
  readonly disposition?: DischargeDisposition;
  /** Day on which it was recorded; the day it happened when left out. */
  readonly recordedOn?: number;
  /** Makes a second word on the same end an event of its own. */
  readonly again?: string;
}

export function stayStarts(
  setting: Setting,
  { name = 'stay', from = 0, recordedOn }: StayOptions = {},
): Reported {
  const on = recordedOn ?? from ?? 0;
  const startedAt = day(from ?? 0);
  const from_ = source(`start of ${name}`, from ?? 0, on, 'intake.stay-started');
  return {
    on,
    fact: { kind: 'stay-started', source: from_, stayId: eventId(name), setting, startedAt },
  };
}

export function stayEnds(
  setting: Setting,
  {
    name = 'stay',
    from = 0,
    to = 6,
    disposition = 'completed',
    recordedOn,
    again = '',
  }: StayOptions = {},
): Reported {
  const on = recordedOn ?? to;
  const stay = { stayId: eventId(name), setting, disposition };
  const startedAt = from === null ? null : day(from);
  const from_ = source(`end${again} of ${name}`, to, on, 'intake.stay-ended');
  return { on, fact: { kind: 'stay-ended', source: from_, ...stay, startedAt, endedAt: day(to) } };
}

export interface PlanOptions {
  readonly name?: string;
  readonly on?: number;
  readonly setting?: Setting;
  /** Makes a second plan for the same stay an event of its own. */
  readonly again?: string;
}

export function stepDownPlanned(
  plannedOn: number,
  { name = 'stay', on = 0, setting = 'residential', again = '' }: PlanOptions = {},
): Reported {
  const from = source(`plan${again} of ${name}`, on, on, 'intake.step-down-planned');
  const plannedFor = day(plannedOn);
  return {
    on,
    fact: { kind: 'step-down-planned', source: from, stayId: eventId(name), setting, plannedFor },
  };
}

export function corrected(setting: Setting, { name = 'stay', on = 7 } = {}): Reported {
  const from = source(`correction of ${name}`, on, on, 'intake.stay-corrected');
  return {
    on,
    fact: { kind: 'stay-corrected', source: from, stayId: eventId(name), setting, startedAt: null },
  };
}

export const stable: Ratings = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };

export interface RatingOptions {
  readonly context?: CareContext;
  readonly name?: string;
  readonly recordedOn?: number;
}

export function rated(
  on: number,
  ratings: Partial<Ratings> = {},
  { context = {}, name = `ratings ${on}`, recordedOn = on }: RatingOptions = {},
): Reported {
  const from = source(name, on, recordedOn, 'intake.risk-ratings-recorded');
  const all = { ...stable, ...ratings };
  return {
    on: recordedOn,
    fact: { kind: 'ratings-recorded', source: from, ratedAt: day(on), ratings: all, context },
  };
}

export interface RepetitionOptions {
  readonly pattern?: Repetition['pattern'];
  readonly level?: Level | null;
  /** Names of the facts that counted. */
  readonly reports?: readonly string[];
  readonly recordedOn?: number;
}

export function repetition(
  on: number,
  {
    pattern = 'returns-in-window',
    level = null,
    reports = [`report ${on}`],
    recordedOn = on,
  }: RepetitionOptions = {},
): Reported {
  const from = source(
    `repetition ${on}`,
    on,
    recordedOn,
    'outcomes.repeated-return-to-use-detected',
  );
  const found = {
    detectionId: eventId(`detection ${on}`),
    pattern,
    reports: reports.map((name) => ({ eventId: eventId(name), occurredAt: day(on) })),
  };
  const signal = { trigger: 'repeated-return-to-use', currentLevel: level, opioid: false } as const;
  return {
    on: recordedOn,
    fact: { kind: 'signal-seen', source: from, ...signal, repetition: found },
  };
}

export interface SignalOptions {
  readonly opioid?: boolean;
  readonly level?: Level;
}

export function signal(
  trigger: TriggerKind,
  on: number,
  { opioid = false, level }: SignalOptions = {},
): Reported {
  const from = source(`${trigger} ${on}`, on, on, 'intake.overdose-reported');
  return {
    on,
    fact: {
      kind: 'signal-seen',
      source: from,
      trigger,
      currentLevel: level ?? null,
      opioid,
      repetition: null,
    },
  };
}

export interface SessionOptions {
  readonly placement?: string;
  readonly attendance?: AttendanceReported['attendance'];
  readonly recordedOn?: number;
  /** Makes a second record of the same session an event of its own. */
  readonly again?: string;
}

/** A program says whether the person came to the session of a day. */
export function session(
  on: number,
  { placement = 'iop', attendance = 'no-show', recordedOn = on, again = '' }: SessionOptions = {},
): Reported {
  const from = source(`session ${on}${again}`, on, recordedOn, 'intake.attendance-recorded');
  const placementId = eventId(placement);
  const sessionStartsAt = day(on);
  return {
    on: recordedOn,
    fact: {
      ...{ kind: 'attendance-recorded', source: from, placementId, sessionStartsAt, attendance },
    },
  };
}

export function takenBack(name: string, on: number): Reported {
  const from = source(`retraction of ${name}`, on, on, 'intake.fact-retracted');
  return { on, fact: { kind: 'fact-retracted', source: from, retractedEventId: eventId(name) } };
}

export const later = (on: number): Reported => ({ on, fact: { kind: 'time-passed' } });

export const circumstances = (on: number, allowDraftPolicy = true): Circumstances => ({
  now: day(on),
  policy,
  permissions: { allowDraftPolicy },
});

/** The rules about a person's case, each fact known on the day it was reported. */
const caseDecider: Decider<PersonCase, Reported, CaseEvent> = {
  initialState: newPersonCase(PERSON),
  decide: (state, { on, fact }) => decide(state, fact, circumstances(on)),
  evolve,
};

/** Given what was reported before, when something is reported, then what the case answers. */
export function story(...before: readonly Reported[]) {
  let { state } = given(caseDecider);
  let last: Verdict<PersonCase, CaseEvent> | undefined;
  const report = (reported: Reported) => {
    last = given({ ...caseDecider, initialState: state }).when(reported);
    state = last.state;
  };
  before.forEach(report);
  const person = {
    when(...next: readonly Reported[]) {
      next.forEach(report);
      return person;
    },
    get state() {
      return state;
    },
    get reassessments() {
      return state.reassessments;
    },
    /** The only reassessment there is. */
    get only() {
      const [reassessment, ...others] = state.reassessments;
      if (!reassessment || others.length > 0)
        throw new Error(`there are ${state.reassessments.length}`);
      return reassessment;
    },
    /** What the rules answered to the last fact. */
    get verdict() {
      return last!;
    },
    /** Kinds of what the last fact led to, without the fact itself. */
    get happened() {
      const { decision } = last!;
      const events = decision.kind === 'happened' ? decision.events : [];
      return events.map(({ kind }) => kind).filter((kind) => kind !== 'fact-recorded');
    },
    get levels() {
      return state.reassessments
        .filter(({ status }) => status === 'determined')
        .map(({ decision }) => decision!.determination.level);
    },
    get wakeUps() {
      return Object.fromEntries(wakeUpsOf(state, policy));
    },
  };
  return person;
}
