import { DAY_MS, HOUR_MS } from '@handrail/domain';
import { clocksOf, stateOf, type Waiting } from '../waiting/domain/clocks.js';
import { noted, type WaitingNote } from '../waiting/domain/note.js';
import {
  noRecord,
  type ClockName,
  type InterimItem,
  type WaitPause,
  type WaitingRecord,
} from '../waiting/domain/record.js';

/** When care was asked for in these sentences. */
export const ASKED = '2026-11-02T15:00:00.000Z';
export const after = (ms: number, from = ASKED) => new Date(Date.parse(from) + ms).toISOString();
export const days = (n: number) => after(n * DAY_MS);
export const hours = (n: number) => after(n * HOUR_MS);

export const waits = (priorityClass: number, change: Partial<Waiting> = {}): Waiting => ({
  ...{ status: 'waitlisted', level: 'IOP', priorityClass, attended: false },
  ...{ requestedAt: ASKED, prioritySince: ASKED, course: { arrival: null } },
  ...change,
});

export const recordOf = (...notes: readonly WaitingNote[]): WaitingRecord =>
  notes.reduce(noted, noRecord);
export const gave = (at: string, ...items: readonly InterimItem[]) =>
  ({ what: 'interim', services: { id: `interim ${at}`, at, items } }) as const;
export const both = (at: string) => gave(at, 'hiv-tb-counselling', 'hiv-tb-referral');
export const cannotCome = (from: string, until: string | null, resumedAt: string | null = null) =>
  ({
    what: 'paused',
    pause: { id: `pause ${from}`, from, until, reason: 'in-hospital', resumedAt } as WaitPause,
  }) as const;
export const spoke = (
  at: string,
  outcome: 'reached' | 'not-reached' | 'still-waiting' = 'reached',
) =>
  ({
    what: 'contact',
    contact: { id: `contact ${at}`, at, day: at.slice(0, 10), outcome },
  }) as const;
export const checked = (free: number, unknown = 0) =>
  ({
    what: 'checked',
    check: { level: 'IOP', requestedAt: ASKED, readAt: ASKED, programs: 3, free, unknown },
  }) as const;

/** A clock as it is at an instant, such as `at-risk until 2026-11-04T15:00:00.000Z`. */
export function shown(
  name: ClockName,
  placement: Waiting,
  record: WaitingRecord,
  now: string,
): string {
  const clock = clocksOf(placement, record).find((each) => each.clock === name);
  return clock ? `${stateOf(clock, record, now)} until ${clock.dueAt}` : 'none';
}
