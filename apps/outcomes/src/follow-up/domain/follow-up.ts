import {
  ROUND_THE_CLOCK_SETTINGS,
  addDays,
  happened,
  ignored,
  isHistory,
  localDay,
  startOfDay,
  type Decision,
  type DischargeDisposition,
  type Setting,
} from '@handrail/domain';
import { counts, isOver, isWithin } from './window.js';
import type { Contact, FollowUpEvent, FollowUps, Window } from './window.js';

export interface FollowUpNumbers {
  /** Lengths of the windows, in local calendar days after the day of discharge. */
  readonly windowDays: readonly number[];
  readonly timeZone: string;
  /** A discharge recorded more days than this after it happened is history. */
  readonly historyAfterDays: number;
}

/** What a decision rests on beside the windows and the fact. */
export interface FollowUpCircumstances {
  readonly numbers: FollowUpNumbers;
  readonly newId: (purpose: string) => string;
}

export type FollowUpFact =
  | {
      readonly kind: 'stay-started';
      readonly eventId: string;
      readonly setting: Setting;
      readonly at: string;
    }
  | {
      readonly kind: 'stay-ended';
      readonly eventId: string;
      readonly stayId: string;
      readonly setting: Setting;
      readonly disposition: DischargeDisposition;
      readonly at: string;
      /** When intake recorded it. */
      readonly recordedAt: string;
      /** Whether another 24-hour stay is open: then the person moved on and no clock starts. */
      readonly livesInElsewhere: boolean;
    }
  | { readonly kind: 'attended'; readonly eventId: string; readonly at: string }
  | { readonly kind: 'fact-retracted'; readonly eventId: string }
  | { readonly kind: 'window-closed'; readonly followUpId: string };

/** What one fact does to the follow-up windows of a person. */
export function decide(
  state: FollowUps,
  fact: FollowUpFact,
  circumstances: FollowUpCircumstances,
): Decision<FollowUpEvent> {
  const events = eventsOf(state, fact, circumstances);
  return events.length > 0 ? happened(...events) : ignored('no-window-concerned');
}

function eventsOf(
  state: FollowUps,
  fact: FollowUpFact,
  { numbers, newId }: FollowUpCircumstances,
): readonly FollowUpEvent[] {
  switch (fact.kind) {
    case 'stay-started':
      return ROUND_THE_CLOCK_SETTINGS.includes(fact.setting)
        ? readmitted(state, fact.at)
        : contact(state, { eventId: fact.eventId, at: fact.at }, fact.setting, numbers);
    case 'stay-ended':
      return discharged(state, fact, { numbers, newId });
    case 'attended':
      return contact(state, { eventId: fact.eventId, at: fact.at }, 'attended', numbers);
    case 'fact-retracted':
      return retracted(state, fact.eventId, numbers);
    case 'window-closed':
      return state.windows
        .filter((window) => window.followUpId === fact.followUpId && window.status === 'open')
        .map(({ followUpId, dueAt }) => ({ kind: 'window-missed', followUpId, dueAt }));
    default:
      return fact satisfies never;
  }
}

const FOLLOW_UP_SETTINGS: readonly Setting[] = [
  'partial-hospitalization',
  'intensive-outpatient',
  'outpatient',
  'opioid-treatment',
];

function contact(
  state: FollowUps,
  made: Contact,
  as: Setting | 'attended',
  numbers: FollowUpNumbers,
): readonly FollowUpEvent[] {
  if (as !== 'attended' && !FOLLOW_UP_SETTINGS.includes(as)) return [];
  // A window that closed empty is met after all when the care that met it is reported late.
  const met = state.windows
    .filter((window) => window.status === 'open' || window.status === 'missed')
    .filter((window) => counts(window, made.at, numbers.timeZone));
  return [
    { kind: 'contact-noted', contact: made },
    ...met.map(({ followUpId }) => ({ kind: 'window-met' as const, followUpId, metAt: made.at })),
  ];
}

const readmitted = (state: FollowUps, at: string): readonly FollowUpEvent[] =>
  state.windows
    .filter((window) => window.status === 'open')
    .filter((window) => isWithin(window, at))
    .map(({ followUpId }) => ({ kind: 'window-dropped', followUpId, as: 'superseded' }));

function discharged(
  state: FollowUps,
  fact: FollowUpFact & { kind: 'stay-ended' },
  { numbers, newId }: FollowUpCircumstances,
): readonly FollowUpEvent[] {
  const open = state.windows.filter((window) => window.status === 'open');
  if (fact.disposition === 'died')
    return open.map(({ followUpId }) => ({ kind: 'window-dropped', followUpId, as: 'cancelled' }));
  if (!ROUND_THE_CLOCK_SETTINGS.includes(fact.setting) || fact.livesInElsewhere) return [];
  if (state.windows.some((window) => window.stayId === fact.stayId && !isOver(window))) return [];
  const earlier = open.filter((window) => isWithin(window, fact.at));
  // A window that closed before anybody heard of the discharge is no task and no failure of anybody.
  const windowDays = isHistory(fact.at, fact.recordedAt, numbers.historyAfterDays)
    ? []
    : numbers.windowDays;
  return [
    ...earlier.map(({ followUpId }) => ({
      kind: 'window-dropped' as const,
      followUpId,
      as: 'superseded' as const,
    })),
    ...windowDays.flatMap((days) => openWindow(state, fact, days, { numbers, newId })),
  ];
}

function openWindow(
  state: FollowUps,
  fact: FollowUpFact & { kind: 'stay-ended' },
  days: number,
  { numbers: { timeZone }, newId }: FollowUpCircumstances,
): readonly FollowUpEvent[] {
  const followUpId = newId(`follow-up-${days}`);
  const dischargeDay = localDay(fact.at, timeZone);
  const window: Window = {
    followUpId,
    stayId: fact.stayId,
    dischargedBy: fact.eventId,
    dischargedAt: fact.at,
    days,
    dueAt: startOfDay(addDays(dischargeDay, days + 1), timeZone),
    status: 'open',
    metAt: null,
  };
  const care = state.contacts.find(({ at }) => counts(window, at, timeZone));
  return [
    { kind: 'window-opened', window },
    ...(care ? [{ kind: 'window-met' as const, followUpId, metAt: care.at }] : []),
  ];
}

function retracted(
  state: FollowUps,
  eventId: string,
  { timeZone }: FollowUpNumbers,
): readonly FollowUpEvent[] {
  const cancelled = state.windows
    .filter((window) => window.dischargedBy === eventId && !isOver(window))
    .map(({ followUpId }) => ({
      kind: 'window-dropped' as const,
      followUpId,
      as: 'cancelled' as const,
    }));
  const lost = state.contacts.find((made) => made.eventId === eventId);
  if (!lost) return cancelled;
  const left = state.contacts.filter((made) => made !== lost);
  const reopened = state.windows
    .filter((window) => window.status === 'met' && window.metAt === lost.at)
    .filter((window) => !left.some(({ at }) => counts(window, at, timeZone)))
    .map(({ followUpId, dueAt }) => ({ kind: 'window-reopened' as const, followUpId, dueAt }));
  return [...cancelled, { kind: 'contact-forgotten', eventId }, ...reopened];
}
