import {
  addDays,
  countLeading,
  inOneOrder,
  localDay,
  oncePer,
  oncePerWith,
  startOfDay,
} from '@handrail/domain';
import type { Contact, Window } from './window.js';

const timed = oncePer(({ at }: Contact) => [{ at, ms: Date.parse(at) }]);

const asTheyHappened = inOneOrder<{ readonly at: string; readonly ms: number }>(
  (a, b) => a.ms - b.ms,
);

/** Care counts from the day after the discharge, never on the day itself, up to the last day. */
const countsFromMs = oncePerWith(({ dischargedAt }: Window, timeZone: string) =>
  Date.parse(startOfDay(addDays(localDay(dischargedAt, timeZone), 1), timeZone)),
);

/** Of each window the first care that counts for it; a look-up, however many sessions somebody attended. */
export function firstWithin(
  contacts: readonly Contact[],
  timeZone: string,
): (window: Window) => { readonly at: string } | undefined {
  const ordered = asTheyHappened([{ list: contacts, items: timed }]);
  return (window) => {
    const fromMs = countsFromMs(window, timeZone);
    const first = ordered[countLeading(ordered, ({ ms }) => ms < fromMs)];
    return first && first.ms < Date.parse(window.dueAt) ? first : undefined;
  };
}
