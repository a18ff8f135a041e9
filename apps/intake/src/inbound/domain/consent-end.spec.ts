import { hasExpired } from './consent-end.js';

const NEW_YORK = 'America/New_York';

describe('a consent', () => {
  it.each([
    [
      'in the evening of that day, which is the next one in UTC',
      '2025-12-31',
      '2026-01-01T04:59:59Z',
      false,
    ],
    ['when that day is over', '2025-12-31', '2026-01-01T05:00:00Z', true],
    ['months later', '2025-12-31', '2026-11-26T12:00:00Z', true],
    ['before that day', '2025-12-31', '2025-12-30T12:00:00Z', false],
  ])('that expires on a day: %s', (_name, expires, now, expected) => {
    expect(hasExpired(expires, now, NEW_YORK)).toBe(expected);
  });

  it.each([
    ['2025-12-31T23:59:59Z', true],
    ['2027-12-31T23:59:59-05:00', false],
    ['end of treatment', false],
    ['2025-13-01', false],
    ['', false],
  ])('that expires %p has expired: %p', (expires, expected) => {
    expect(hasExpired(expires, '2026-11-26T12:00:00Z', NEW_YORK)).toBe(expected);
  });
});
