import {
  addDays,
  isHistory,
  isRoundTheClock,
  localDay,
  oncePerWith,
  startOfDay,
} from '@handrail/domain';
import type { CareStay } from '../../care/domain/care.js';
import type { FollowUpCircumstances, FollowUpNumbers } from './circumstances.js';
import { firstWithin } from './contacts-within.js';
import { livesInWithin, type WindowSpan } from './lived-in.js';
import type { FollowUpEvent, FollowUps, Window } from './window.js';

/** All that is known, with what every window is held against, worked out once. */
interface Known extends FollowUpCircumstances {
  readonly byId: ReadonlyMap<string, CareStay>;
  readonly movedOn: (span: WindowSpan) => boolean;
  readonly careWithin: (window: Window) => { readonly at: string } | undefined;
  /** Windows there are, by the stay they follow. */
  readonly opened: ReadonlyMap<string, readonly Window[]>;
  /** When the person died; never, as far as is known: infinite. */
  readonly diedMs: number;
}

/**
 * Brings the windows of a person in line with all stays and contacts. Asking again changes nothing. Each window costs
 * the same however much is known of the person.
 */
export function alignWindows(
  state: FollowUps,
  circumstances: FollowUpCircumstances,
): readonly FollowUpEvent[] {
  const { stays, numbers } = circumstances;
  const known: Known = {
    ...circumstances,
    byId: new Map(stays.map((stay) => [stay.stayId, stay])),
    // The person lives in elsewhere at the discharge, or again before the window closes: the last discharge counts.
    movedOn: livesInWithin(stays),
    careWithin: firstWithin(state.contacts, numbers.timeZone),
    opened: byStay(state.windows),
    diedMs: diedAt(stays),
  };
  return [
    ...state.windows.flatMap((window) => changeOf(window, known)),
    ...stays.flatMap((stay) => windowsAfter(stay, known)),
  ];
}

const diedAt = (stays: readonly CareStay[]): number =>
  stays.reduce(
    (first, { disposition, endedAt }) =>
      disposition === 'died' && endedAt !== null ? Math.min(first, Date.parse(endedAt)) : first,
    Infinity,
  );

function byStay(windows: readonly Window[]): Map<string, readonly Window[]> {
  const found = new Map<string, Window[]>();
  for (const window of windows) {
    const before = found.get(window.stayId);
    if (before) before.push(window);
    else found.set(window.stayId, [window]);
  }
  return found;
}

/** What a window is now that this is known, as far as that is another thing than before. */
function changeOf(window: Window, known: Known): readonly FollowUpEvent[] {
  const { followUpId, status, dueAt } = window;
  const as = whyOver(window, known);
  if (as) {
    const isChange =
      status === 'open' || status === 'missed' || (status === 'met' && as === 'fell');
    return isChange
      ? [{ kind: 'window-dropped', followUpId, as: as === 'superseded' ? as : 'cancelled' }]
      : [];
  }
  const care = known.careWithin(window);
  const reopened: FollowUpEvent = { kind: 'window-reopened', followUpId, dueAt };
  const met: FollowUpEvent[] = care ? [{ kind: 'window-met', followUpId, metAt: care.at }] : [];
  switch (status) {
    case 'met':
      return care ? [] : [reopened];
    case 'superseded':
    case 'cancelled':
      // What is history by now is no task of anybody.
      return isPast(window.dischargedAt, known) ? [] : [reopened, ...met];
    case 'open':
    case 'missed':
      return met;
    default:
      return status satisfies never;
  }
}

const isPast = (at: string, { now, numbers }: Known): boolean =>
  isHistory(at, now, numbers.historyAfterDays);

/** Why nobody waits for a window: its discharge fell, the person died before it closed, or was admitted again. */
function whyOver(window: Window, known: Known): 'fell' | 'died' | 'superseded' | null {
  const stay = known.byId.get(window.stayId);
  if (stay === undefined || !isOf(window, stay)) return 'fell';
  if (diesWithin(window, known)) return 'died';
  return known.movedOn(window) ? 'superseded' : null;
}

/**
 * Whether a window follows the discharge of this stay as it is known now: at the time it had, out of care round
 * the clock. Of a discharge that was taken back and reported anew the windows are others.
 */
const isOf = (window: Window, { setting, endedAt, endedBy }: CareStay): boolean =>
  isRoundTheClock(setting) &&
  endedAt !== null &&
  Date.parse(endedAt) === Date.parse(window.dischargedAt) &&
  (window.status !== 'cancelled' || window.dischargedBy === endedBy);

/** A window that had closed before stays what it was. */
const diesWithin = ({ dueAt }: Pick<Window, 'dueAt'>, { diedMs }: Known): boolean =>
  diedMs < Date.parse(dueAt);

/** The windows that follow the end of a stay, as long as that end is where it is. */
const spansAfter = oncePerWith(({ stayId, endedAt }: CareStay, numbers: FollowUpNumbers) => {
  if (endedAt === null) return [];
  const dischargeDay = localDay(endedAt, numbers.timeZone);
  return numbers.windowDays.map((days) => ({
    ...{ stayId, days, dischargedAt: endedAt },
    dueAt: startOfDay(addDays(dischargeDay, days + 1), numbers.timeZone),
  }));
});

/** The windows a discharge opens that has none. What is history when it is reported is no task of anybody. */
function windowsAfter(stay: CareStay, known: Known): readonly FollowUpEvent[] {
  const { stayId, endedAt, endedBy, setting } = stay;
  if (endedAt === null || endedBy === null || !isRoundTheClock(setting)) return [];
  if (isPast(endedAt, known)) return [];
  if (known.opened.get(stayId)?.some((window) => isOf(window, stay))) return [];
  return spansAfter(stay, known.numbers)
    .filter((span) => !diesWithin(span, known) && !known.movedOn(span))
    .flatMap((span): FollowUpEvent[] => {
      const followUpId = known.newId(`follow-up-${span.days}-${stayId}`);
      const window: Window = {
        ...{ followUpId, ...span, dischargedBy: endedBy },
        ...{ status: 'open', metAt: null },
      };
      const care = known.careWithin(window);
      return [
        { kind: 'window-opened', window },
        ...(care ? [{ kind: 'window-met' as const, followUpId, metAt: care.at }] : []),
      ];
    });
}
