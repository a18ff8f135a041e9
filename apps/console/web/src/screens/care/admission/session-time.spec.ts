import { sessionsOn, todayIn } from './session-time.js';

const ZONE = 'America/New_York';
const evenings = [{ days: ['sun', 'mon'], from: '18:00', to: '21:00' }];

describe('sessions of a day', () => {
  it('are at the hours of the program, on both sides of a change of clocks', () => {
    // Clocks go back on 1 November 2026 and forward on 8 March 2026, both Sundays.
    const startsOn = (day: string) => sessionsOn(evenings, day, ZONE).map((each) => each.startsAt);
    expect(startsOn('2026-10-26')).toEqual(['2026-10-26T22:00:00.000Z']);
    expect(startsOn('2026-11-01')).toEqual(['2026-11-01T23:00:00.000Z']);
    expect(startsOn('2026-03-08')).toEqual(['2026-03-08T22:00:00.000Z']);
    expect(startsOn('2026-03-02')).toEqual(['2026-03-02T23:00:00.000Z']);
  });

  it('are several where the track has several stretches, and none on other days', () => {
    const both = [...evenings, { days: ['mon'], from: '09:00', to: '12:00' }];
    expect(sessionsOn(both, '2026-11-23', ZONE).map(({ title }) => title)).toEqual([
      '18:00 to 21:00',
      '09:00 to 12:00',
    ]);
    expect(sessionsOn(both, '2026-11-24', ZONE)).toEqual([]);
  });

  it('begin with the day it is where the program is', () => {
    const late = Date.parse('2026-11-24T03:00:00Z');
    expect([todayIn(ZONE, late), todayIn('Asia/Tokyo', late)]).toEqual([
      '2026-11-23',
      '2026-11-24',
    ]);
  });
});
