import { ALWAYS_OPEN, calendarOf } from '../../program/domain/closures.js';
import { calendarEntries, type PlannedPlacement } from './calendar-entries.js';
import type { SessionPlan } from './sessions.js';

const plan: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
  startsOn: '2026-11-02',
  weeks: 1,
};
const NOW = '2026-11-03T12:00:00Z';

const shown = (change: Partial<PlannedPlacement>, now = NOW) =>
  calendarEntries(
    {
      ...{ plan, formerPlans: [], status: 'confirmed', pauses: [], leftAt: null },
      calendar: ALWAYS_OPEN,
      ...change,
    },
    now,
  ).map(({ startsAt, state }) => `${startsAt.slice(0, 10)} ${state}`);

describe('a calendar', () => {
  it('shows the sessions there are and were', () => {
    expect(shown({})).toEqual([
      '2026-11-02 confirmed',
      '2026-11-04 confirmed',
      '2026-11-06 confirmed',
    ]);
    expect(shown({ status: 'offered' })[1]).toBe('2026-11-04 tentative');
  });

  it('cancels what a closure takes while it is ahead, and adds what is held instead', () => {
    const makeUps = [{ trackId: 'evening', day: '2026-11-07', from: '09:00', to: '12:00' }];
    const closure = { from: '2026-11-02', to: '2026-11-04', trackIds: null, makeUps };
    const calendar = calendarOf([{ ...closure, reason: 'weather' }], 'evening');
    expect(shown({ calendar })).toEqual([
      '2026-11-04 cancelled',
      '2026-11-06 confirmed',
      '2026-11-07 confirmed',
    ]);
    expect(shown({ calendar }, '2026-11-05T12:00:00Z')).toEqual([
      '2026-11-06 confirmed',
      '2026-11-07 confirmed',
    ]);
  });

  it('cancels sessions of a plan that moved, and keeps those both have', () => {
    const moved = { ...plan, startsOn: '2026-11-06' };
    expect(shown({ plan: moved, formerPlans: [plan] })).toEqual([
      '2026-11-04 cancelled',
      '2026-11-06 confirmed',
      '2026-11-09 confirmed',
    ]);
  });

  it('cancels sessions while the place is kept, and goes on from the next one after', () => {
    const pause = { since: '2026-11-02T12:00:00Z', until: null };
    expect(shown({ pauses: [pause] })).toEqual(['2026-11-04 cancelled', '2026-11-06 cancelled']);
    const over = { ...pause, until: '2026-11-05T08:00:00Z' };
    expect(shown({ pauses: [over] }, '2026-11-05T12:00:00Z')).toEqual(['2026-11-06 confirmed']);
  });

  it('of a place that ended keeps what took place, and cancels what is ahead only', () => {
    const over = { status: 'completed', leftAt: '2026-11-03T10:00:00Z' };
    expect(shown(over)).toEqual([
      '2026-11-02 confirmed',
      '2026-11-04 cancelled',
      '2026-11-06 cancelled',
    ]);
    expect(shown(over, '2026-11-05T12:00:00Z')).toEqual([
      '2026-11-02 confirmed',
      '2026-11-06 cancelled',
    ]);
  });

  it('of an offer that lapsed cancels what it had announced', () => {
    expect(shown({ plan: null, formerPlans: [plan], status: 'waitlisted' })).toEqual([
      '2026-11-04 cancelled',
      '2026-11-06 cancelled',
    ]);
  });
});
