import { calendarOf, type Closure } from '../program/domain/closures.js';
import { sessionsOf, type SessionPlan } from '../calendar/domain/sessions.js';
import type { CalendarOf } from '../reads/calendar/to-calendar.js';

export const evening: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
  startsOn: '2026-10-26',
  weeks: 10,
};

export const closures: readonly Closure[] = [
  {
    ...{ from: '2026-12-02', to: '2026-12-04', reason: 'training', trackIds: null },
    makeUps: [{ trackId: 'evening', day: '2026-12-05', from: '09:30', to: '12:30' }],
  },
];

export const placement = (change: Partial<CalendarOf> = {}): CalendarOf => ({
  id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
  program: 'Harbor House IOP',
  plan: evening,
  formerPlans: [],
  status: 'confirmed',
  pauses: [],
  leftAt: null,
  revision: 3,
  changedAt: '2026-10-20T12:00:00.000Z',
  calendar: calendarOf([], 'evening'),
  ...change,
});

/** Plans over what calendars of others are known to get wrong. */
export const PLANS: ReadonlyArray<readonly [over: string, plan: SessionPlan]> = [
  ['over the end of summer time, Thanksgiving, Christmas and New Year', evening],
  ['over the beginning of summer time', { ...evening, startsOn: '2027-03-08', weeks: 2 }],
  [
    'in an hour the clocks skip',
    { ...evening, days: ['sun'], from: '02:30', to: '04:30', startsOn: '2027-03-07', weeks: 2 },
  ],
  [
    'in an hour that comes twice',
    { ...evening, days: ['sun'], from: '01:30', to: '03:30', startsOn: '2026-10-25', weeks: 2 },
  ],
  [
    'with several blocks',
    {
      ...evening,
      days: ['mon', 'wed'],
      ...{ from: '09:00', to: '12:00' },
      blocks: [
        { days: ['mon'], from: '09:00', to: '12:00' },
        { days: ['mon', 'wed'], from: '18:00', to: '21:00' },
      ],
    },
  ],
];

/** When sessions take place by our own calendar. */
export const expected = (plan: SessionPlan, closed: readonly Closure[] = []) =>
  sessionsOf(plan, calendarOf(closed, 'evening')).map(({ startsAt, endsAt }) => ({
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  }));

/** A session as a reader of calendars shows it. */
export interface ReadSession {
  readonly uid: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: string;
  readonly sequence: number;
}

export const takingPlace = (read: readonly ReadSession[]) =>
  read
    .filter(({ status }) => status === 'CONFIRMED')
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
