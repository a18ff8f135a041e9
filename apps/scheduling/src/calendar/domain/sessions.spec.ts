import { firstSessionDay, sessionsOf, summaryOf, type SessionPlan } from './sessions.js';

const evening: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
  startsOn: '2026-10-28',
  weeks: 1,
};

describe('sessions', () => {
  it('keep their hour on the wall when the clocks change', () => {
    expect(sessionsOf(evening)).toEqual([
      { startsAt: '2026-10-28T22:00:00Z', endsAt: '2026-10-29T01:00:00Z' },
      { startsAt: '2026-10-30T22:00:00Z', endsAt: '2026-10-31T01:00:00Z' },
      { startsAt: '2026-11-02T23:00:00Z', endsAt: '2026-11-03T02:00:00Z' },
    ]);
  });

  it('move past an hour that the clocks skip', () => {
    const night = { ...evening, days: ['sun'] as const, from: '02:30', to: '04:30' };
    const [session] = sessionsOf({ ...night, startsOn: '2027-03-14' });
    expect(session).toEqual({ startsAt: '2027-03-14T07:30:00Z', endsAt: '2027-03-14T08:30:00Z' });
  });

  it('leave holidays out and do not stretch the plan for them', () => {
    const days = sessionsOf({ ...evening, startsOn: '2026-12-21', weeks: 2 }).map(({ startsAt }) =>
      startsAt.slice(0, 10),
    );
    expect(days).toEqual(['2026-12-21', '2026-12-23', '2026-12-28', '2026-12-30']);
  });

  it('of twelve weeks of intensive outpatient care come to about nine hours a week', () => {
    const summary = summaryOf({ ...evening, startsOn: '2026-11-23', weeks: 12 });
    expect(summary).toEqual({
      firstSessionAt: '2026-11-23T23:00:00Z',
      lastSessionAt: '2027-02-12T23:00:00Z',
      sessions: 33,
      hoursPerWeek: 9,
    });
  });
});

describe('the first session', () => {
  it.each([
    ['is today when it has not begun', '2026-11-16T22:59:00Z', '2026-11-16'],
    ['is today when it begins this minute', '2026-11-16T23:00:00Z', '2026-11-16'],
    ['is the next one when today’s has begun', '2026-11-16T23:01:00Z', '2026-11-18'],
    ['counts days in the zone of the program', '2026-11-17T03:00:00Z', '2026-11-18'],
    ['passes over a holiday', '2026-11-10T12:00:00Z', '2026-11-13'],
  ])('%s', (_what, notBefore, expected) => {
    expect(firstSessionDay(evening, notBefore)).toBe(expected);
  });

  it('does not exist without days', () => {
    expect(firstSessionDay({ ...evening, days: [] }, '2026-11-16T12:00:00Z')).toBeNull();
  });
});
