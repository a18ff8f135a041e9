import { addDays, daysBetween, isDay, isTimeZone, localDay, startOfDay } from './local-day.js';

describe('localDay', () => {
  it('is the day of the place, not of UTC', () => {
    expect(localDay('2026-11-08T04:30:00Z', 'America/New_York')).toBe('2026-11-07');
    expect(localDay('2026-11-08T05:30:00Z', 'America/New_York')).toBe('2026-11-08');
    expect(localDay('2026-11-07T23:30:00-05:00', 'America/New_York')).toBe('2026-11-07');
  });
});

describe('startOfDay', () => {
  it.each([
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-12-01', 'America/New_York', '2026-12-01T05:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-01-01', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone)).toBe(instant);
  });

  it('falls on its own day in every zone the runtime knows, the whole year', () => {
    for (const zone of Intl.supportedValuesOf('timeZone').filter((_, at) => at % 23 === 0))
      for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1))
        expect(localDay(startOfDay(day, zone), zone)).toBe(day);
  });
});

describe('days', () => {
  it('are counted across month and year ends', () => {
    expect(addDays('2026-12-30', 3)).toBe('2027-01-02');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(daysBetween('2026-03-09', '2026-03-08')).toBe(-1);
  });
});

describe('isDay', () => {
  it.each(['2026-02-28', '2028-02-29', '0001-01-01', '9999-12-31'])('takes %s', (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '2026-1-1',
    '',
    'x',
  ])('does not take %j', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('isTimeZone', () => {
  it('knows the names of the time zone database and nothing else', () => {
    expect(isTimeZone('America/New_York')).toBe(true);
    expect(isTimeZone('Boston')).toBe(false);
  });
});
