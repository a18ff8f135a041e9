import { addDays, isHistory, isRoundTheClock, localDay, startOfDay } from '@handrail/domain';
import type { CareStay } from '../../care/domain/care.js';
import type { FollowUpCircumstances } from './circumstances.js';
import { counts, type FollowUpEvent, type FollowUps, type Window } from './window.js';

/** All that is known, with what every window is held against, worked out once. */
interface Known extends FollowUpCircumstances {
  readonly byId: ReadonlyMap<string, CareStay>;
  readonly livedIn: readonly LivedIn[];
  readonly hasDied: boolean;
}

/** When somebody lived in, as far as it is known. */
interface LivedIn {
  readonly stayId: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Brings the windows of a person in line with all stays and contacts. Asking again changes nothing. */
export function alignWindows(
  state: FollowUps,
  circumstances: FollowUpCircumstances,
): readonly FollowUpEvent[] {
  const { stays } = circumstances;
  const known: Known = {
    ...circumstances,
    byId: new Map(stays.map((stay) => [stay.stayId, stay])),
    livedIn: stays.filter(({ setting }) => isRoundTheClock(setting)).flatMap(livedIn),
    hasDied: stays.some(({ disposition }) => disposition === 'died'),
  };
  return [
    ...state.windows.flatMap((window) => changeOf(window, state, known)),
    ...known.stays.flatMap((stay) => windowsAfter(stay, state, known)),
  ];
}

function livedIn({ stayId, startedAt, endedAt }: CareStay): LivedIn[] {
  const begins = startedAt ?? endedAt;
  if (begins === null) return [];
  const untilMs = endedAt === null ? Infinity : Date.parse(endedAt);
  return [{ stayId, fromMs: Date.parse(begins), untilMs }];
}

/** What a window is now that this is known, as far as that is another thing than before. */
function changeOf(window: Window, state: FollowUps, known: Known): readonly FollowUpEvent[] {
  const { followUpId, status, dueAt } = window;
  const as = whyOver(window, known);
  if (as) {
    const isChange =
      status === 'open' || status === 'missed' || (status === 'met' && as === 'fell');
    return isChange
      ? [{ kind: 'window-dropped', followUpId, as: as === 'superseded' ? as : 'cancelled' }]
      : [];
  }
  const care = careWithin(window, state, known);
  const reopened: FollowUpEvent = { kind: 'window-reopened', followUpId, dueAt };
  const met: FollowUpEvent[] = care ? [{ kind: 'window-met', followUpId, metAt: care.at }] : [];
  switch (status) {
    case 'met':
      return care ? [] : [reopened];
    case 'superseded':
    case 'cancelled':
      return [reopened, ...met];
    case 'open':
    case 'missed':
      return met;
    default:
      return status satisfies never;
  }
}

/** Why nobody waits for a window: its discharge fell, the person died, or was admitted again. */
function whyOver(window: Window, known: Known): 'fell' | 'died' | 'superseded' | null {
  const { stayId, status, dischargedBy } = window;
  const stay = known.byId.get(stayId);
  // Of a discharge that was taken back and reported anew the windows are others.
  const fell = status === 'cancelled' ? stay?.endedBy !== dischargedBy : stay?.endedAt === null;
  if (stay === undefined || fell) return 'fell';
  if (known.hasDied) return 'died';
  return movedOn(window, known) ? 'superseded' : null;
}

/** The person lives in elsewhere at the discharge, or again before the window closes: the last discharge counts. */
function movedOn({ stayId, dischargedAt, dueAt }: Window, known: Known): boolean {
  const [fromMs, dueMs] = [Date.parse(dischargedAt), Date.parse(dueAt)];
  return known.livedIn.some(
    (other) => other.stayId !== stayId && other.fromMs < dueMs && other.untilMs > fromMs,
  );
}

const careWithin = (window: Window, { contacts }: FollowUps, { numbers }: Known) =>
  contacts.find(({ at }) => counts(window, at, numbers.timeZone));

/** The windows a discharge opens that has none. What is history when it is reported is no task of anybody. */
function windowsAfter(stay: CareStay, state: FollowUps, known: Known): readonly FollowUpEvent[] {
  const { stayId, endedAt, endedBy, setting } = stay;
  const { numbers, now, newId } = known;
  if (endedAt === null || endedBy === null || !isRoundTheClock(setting) || known.hasDied) return [];
  if (isHistory(endedAt, now, numbers.historyAfterDays)) return [];
  const isOpened = state.windows.some(
    (window) =>
      window.stayId === stayId &&
      (window.status !== 'cancelled' || window.dischargedBy === endedBy),
  );
  if (isOpened) return [];
  const dischargeDay = localDay(endedAt, numbers.timeZone);
  return numbers.windowDays
    .map((days): Window => ({
      followUpId: newId(`follow-up-${days}-${stayId}`),
      ...{ stayId, dischargedBy: endedBy, dischargedAt: endedAt, days },
      dueAt: startOfDay(addDays(dischargeDay, days + 1), numbers.timeZone),
      ...{ status: 'open', metAt: null },
    }))
    .filter((window) => !movedOn(window, known))
    .flatMap((window): FollowUpEvent[] => {
      const care = careWithin(window, state, known);
      const { followUpId } = window;
      return [
        { kind: 'window-opened', window },
        ...(care ? [{ kind: 'window-met' as const, followUpId, metAt: care.at }] : []),
      ];
    });
}
