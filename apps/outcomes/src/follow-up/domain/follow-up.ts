import {
  ROUND_THE_CLOCK_SETTINGS,
  addDays,
  daysBetween,
  isHistory,
  localDay,
  startOfDay,
  type Disposition,
  type Setting,
} from '@handrail/domain';

/**
 * A span of days after a discharge in which follow-up care should happen. `open` until care that
 * counts happens (`met`) or the last day passes (`missed`). `superseded`: the person was admitted
 * again, and the last discharge carries the clock. `cancelled`: the discharge was taken back, or the
 * person died.
 */
export interface Window {
  readonly followUpId: string;
  readonly stayId: string;
  readonly dischargedBy: string;
  readonly dischargedAt: string;
  readonly days: number;
  /** The instant the last day is over. */
  readonly dueAt: string;
  readonly status: 'open' | 'met' | 'missed' | 'superseded' | 'cancelled';
  readonly metAt: string | null;
}

/** Care that may count as follow-up: a session attended, or ambulatory care that began. */
export interface Contact {
  readonly eventId: string;
  readonly at: string;
}

export interface FollowUps {
  readonly windows: readonly Window[];
  readonly contacts: readonly Contact[];
}

export const noFollowUps: FollowUps = { windows: [], contacts: [] };

export interface FollowUpNumbers {
  /** Lengths of the windows, in local calendar days after the day of discharge. */
  readonly windowDays: readonly number[];
  readonly timeZone: string;
  /** A discharge recorded more days than this after it happened is history. */
  readonly historyAfterDays: number;
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
      readonly disposition: Disposition;
      readonly at: string;
      /** When intake recorded it. */
      readonly recordedAt: string;
      /** Whether another 24-hour stay is open: then the person moved on and no clock starts. */
      readonly livesInElsewhere: boolean;
    }
  | { readonly kind: 'attended'; readonly eventId: string; readonly at: string }
  | { readonly kind: 'fact-retracted'; readonly eventId: string }
  | { readonly kind: 'window-closed'; readonly followUpId: string };

export type FollowUpEvent =
  | { readonly kind: 'contact-noted'; readonly contact: Contact }
  | { readonly kind: 'contact-forgotten'; readonly eventId: string }
  | { readonly kind: 'window-opened'; readonly window: Window }
  | { readonly kind: 'window-met'; readonly followUpId: string; readonly metAt: string }
  | { readonly kind: 'window-reopened'; readonly followUpId: string; readonly dueAt: string }
  | { readonly kind: 'window-missed'; readonly followUpId: string; readonly dueAt: string }
  | {
      readonly kind: 'window-dropped';
      readonly followUpId: string;
      readonly as: 'superseded' | 'cancelled';
    };

export function evolveFollowUps(state: FollowUps, event: FollowUpEvent): FollowUps {
  switch (event.kind) {
    case 'contact-noted':
      return { ...state, contacts: [...state.contacts, event.contact] };
    case 'contact-forgotten':
      return { ...state, contacts: state.contacts.filter((c) => c.eventId !== event.eventId) };
    case 'window-opened':
      return { ...state, windows: [...state.windows, event.window] };
    case 'window-met':
      return withWindow(state, event.followUpId, { status: 'met', metAt: event.metAt });
    case 'window-reopened':
      return withWindow(state, event.followUpId, { status: 'open', metAt: null });
    case 'window-missed':
      return withWindow(state, event.followUpId, { status: 'missed' });
    case 'window-dropped':
      return withWindow(state, event.followUpId, { status: event.as });
    default:
      return event satisfies never;
  }
}

const withWindow = (state: FollowUps, followUpId: string, change: Partial<Window>): FollowUps => ({
  ...state,
  windows: state.windows.map((window) =>
    window.followUpId === followUpId ? { ...window, ...change } : window,
  ),
});

/** What one fact does to the follow-up windows of a person. */
export function decideFollowUps(
  state: FollowUps,
  fact: FollowUpFact,
  numbers: FollowUpNumbers,
  newId: (purpose: string) => string,
): readonly FollowUpEvent[] {
  switch (fact.kind) {
    case 'stay-started':
      return ROUND_THE_CLOCK_SETTINGS.includes(fact.setting)
        ? readmitted(state, fact.at)
        : contact(state, { eventId: fact.eventId, at: fact.at }, fact.setting, numbers);
    case 'stay-ended':
      return discharged(state, fact, numbers, newId);
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

const isOver = (window: Window) => window.status === 'superseded' || window.status === 'cancelled';

/** Care counts from the day after the discharge, never on the day itself, up to the last day. */
function counts(window: Window, at: string, timeZone: string): boolean {
  const days = daysBetween(localDay(window.dischargedAt, timeZone), localDay(at, timeZone));
  return days >= 1 && days <= window.days;
}

const isWithin = ({ dischargedAt, dueAt }: Window, at: string): boolean =>
  Date.parse(dischargedAt) <= Date.parse(at) && Date.parse(at) < Date.parse(dueAt);

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
  numbers: FollowUpNumbers,
  newId: (purpose: string) => string,
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
    ...windowDays.flatMap((days) => openWindow(state, fact, days, numbers, newId)),
  ];
}

function openWindow(
  state: FollowUps,
  fact: FollowUpFact & { kind: 'stay-ended' },
  days: number,
  { timeZone }: FollowUpNumbers,
  newId: (purpose: string) => string,
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

export const mergeFollowUps = (a: FollowUps, b: FollowUps): FollowUps => ({
  windows: [...a.windows, ...b.windows],
  contacts: [...a.contacts, ...b.contacts],
});
