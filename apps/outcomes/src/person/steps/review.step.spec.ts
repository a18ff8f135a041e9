import { evolve, noCare, type CareFact } from '../../care/domain/care.js';
import { newPerson } from '../person-outcomes.js';
import { announceReview, watchStay } from './review.step.js';

const numbers = { everyDays: 30, iopDays: [56, 84], timeZone: 'America/New_York' };
const placementId = 'p1';
const WEEK_12 = '2027-02-10T05:00:00Z';

/** What a review on day 84 of an intensive outpatient place leads to. */
function reviewed(level: 'IOP' | 'WM', ...facts: readonly CareFact[]) {
  const confirmed = {
    ...{ kind: 'placement-confirmed', placementId, level },
    ...{ at: '2026-11-17T15:00:00Z', on: '2026-11-17' },
  };
  const care = evolve(noCare, [confirmed as CareFact, ...facts]);
  const data = { placementId, level, startsOn: '2026-11-18', daysInLevel: 84 };
  const { publish = [], timers = [] } = announceReview(
    data,
    WEEK_12,
    numbers,
  )({ ...newPerson('a person'), care });
  return [...publish.map(({ contract }) => contract.name), ...timers.map(({ name }) => name)];
}

const sessionsUntil = (lastSessionAt: string): CareFact => ({
  kind: 'sessions-scheduled',
  placementId,
  lastSessionAt,
});

describe('a continued-stay review', () => {
  it('is announced while sessions are planned, and the next one is waited for', () => {
    const announced = ['continued-stay-review-due', 'review:p1'];
    expect(reviewed('IOP')).toEqual(announced);
    expect(reviewed('IOP', sessionsUntil('2027-02-10T23:00:00Z'))).toEqual(announced);
  });

  it('is left to the end of the plan where that has run out', () => {
    expect(reviewed('IOP', sessionsUntil('2027-02-09T23:00:00Z'))).toEqual([]);
  });

  it('is announced where care goes on beyond the sessions that are planned', () => {
    expect(reviewed('WM', sessionsUntil('2026-11-24T15:00:00Z'))).toContain(
      'continued-stay-review-due',
    );
  });

  it('is nothing for a place that has ended', () => {
    const ended: CareFact = { kind: 'placement-ended', placementId, at: '2027-01-01T00:00:00Z' };
    expect(reviewed('IOP', ended)).toEqual([]);
  });
});

describe('the first review of a place', () => {
  const confirmed = (
    placementId: string,
    startsOn: string,
    movedFrom: string | null,
    on = startsOn,
    at = `${on}T15:00:00Z`,
  ): CareFact => ({
    ...{ kind: 'placement-confirmed', placementId, level: 'PHP', startsOn, movedFrom },
    ...{ at, on },
  });
  const rescheduled: CareFact = {
    ...{ kind: 'placement-rescheduled', placementId: 'p2' },
    ...{ startedOn: '2026-11-30', startsOn: '2026-12-10' },
  };
  const first = (startsOn: string, ...facts: readonly CareFact[]) => {
    const state = { ...newPerson('a person'), care: evolve(noCare, facts) };
    const { timers = [] } = watchStay(
      { placementId: 'p2', level: 'PHP', startsOn },
      numbers,
    )(state);
    return timers.map((timer) => timer.kind === 'set' && [timer.dueAt, timer.data]);
  };

  it('is counted from its first day, also when that moves', () => {
    const place = confirmed('p2', '2026-11-30', null);
    const from = { placementId: 'p2', level: 'PHP', daysInLevel: 30 };
    expect(first('2026-11-30', place)).toEqual([
      ['2026-12-30T05:00:00.000Z', { ...from, startsOn: '2026-11-30' }],
    ]);
    expect(first('2026-12-10', place, rescheduled)).toEqual([
      ['2027-01-09T05:00:00.000Z', { ...from, startsOn: '2026-12-10' }],
    ]);
  });

  it('is the next one of the level for whoever moves within it after they have begun', () => {
    const before = confirmed('p1', '2026-11-02', null);
    expect(first('2026-11-30', before, confirmed('p2', '2026-11-30', 'p1'))).toEqual([
      [
        '2026-12-02T05:00:00.000Z',
        { placementId: 'p2', level: 'PHP', startsOn: '2026-11-02', daysInLevel: 30 },
      ],
    ]);
  });

  it('is counted anew for whoever moves on the evening before they would have begun', () => {
    const before = confirmed('p1', '2026-11-20', null);
    const movedOn = (on: string, at: string) =>
      first('2026-12-04', before, confirmed('p2', '2026-12-04', 'p1', on, at));
    // The next day in UTC.
    expect(movedOn('2026-11-19', '2026-11-20T01:30:00Z')).toMatchObject([
      [expect.anything(), { startsOn: '2026-12-04', daysInLevel: 30 }],
    ]);
    expect(movedOn('2026-11-20', '2026-11-20T15:00:00Z')).toMatchObject([
      [expect.anything(), { startsOn: '2026-11-20', daysInLevel: 30 }],
    ]);
  });
});
