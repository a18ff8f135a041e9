import { calendarDay, clock, moment, relative, span } from './time.js';

const at = '2026-11-22T23:05:09.000Z';

describe('times a reader sees', () => {
  it('says clock times in UTC when asked to, with 24 hours', () => {
    expect(clock(at, 'utc')).toBe('23:05:09');
    expect(clock('2026-11-22T00:00:00Z', 'utc')).toBe('00:00:00');
  });

  it('leaves the date out only for today', () => {
    expect(moment(at, 'utc', Date.parse('2026-11-22T23:59:00Z'))).toBe('23:05:09');
    expect(moment(at, 'utc', Date.parse('2026-11-23T00:01:00Z'))).toBe('22 Nov 23:05');
    expect(moment(at, 'utc', Date.parse('2027-01-02T00:01:00Z'))).toBe('22 Nov 23:05');
  });

  it('says the year of what is far away', () => {
    expect(moment(at, 'utc', Date.parse('2027-10-23T00:01:00Z'))).toBe('22 Nov 2026');
    expect(moment(at, 'utc', Date.parse('2026-02-01T00:01:00Z'))).toBe('22 Nov 2026');
  });

  it('does not move a calendar day by a zone', () => {
    expect(calendarDay('2026-11-24')).toBe('24 Nov 2026');
  });

  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [7_500, '2 h 5 min'],
    [86_400, '1 d'],
    [400_000, '4 d'],
  ])('calls %d seconds %s', (seconds, words) => {
    expect(span(seconds)).toBe(words);
  });

  it('tells past from future', () => {
    const now = Date.parse(at);
    expect(relative('2026-11-22T23:03:09Z', now)).toBe('2 min ago');
    expect(relative('2026-11-23T02:05:09Z', now)).toBe('in 3 h');
    expect(relative(at, now)).toBe('now');
  });
});
