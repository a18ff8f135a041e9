import {
  asTakenBack,
  consentEnd,
  consentStart,
  isUnreadableEnd,
  statusAt,
} from './consent-period.js';
import type { ConsentRecord } from './inbound.js';

const NEW_YORK = 'America/New_York';
const statusOf = (expires: string, now: string) =>
  statusAt({ revokedAt: null, endsAt: consentEnd(expires, NEW_YORK) }, now);

describe('a consent', () => {
  it.each([
    [
      'in the evening of that day, which is the next one in UTC',
      '2025-12-31',
      '2026-01-01T04:59:59Z',
      'active',
    ],
    ['when that day is over', '2025-12-31', '2026-01-01T05:00:00Z', 'expired'],
    ['months later', '2025-12-31', '2026-11-26T12:00:00Z', 'expired'],
    ['before that day', '2025-12-31', '2025-12-30T12:00:00Z', 'active'],
  ])('that expires on a day: %s', (_name, expires, now, expected) => {
    expect(statusOf(expires, now)).toBe(expected);
  });

  it.each([
    ['2025-12-31T23:59:59Z', '2025-12-31T23:59:59.000Z'],
    ['2027-12-31T23:59:59-05:00', '2028-01-01T04:59:59.000Z'],
    // The clocks go back that night: the day has 25 hours.
    ['2026-11-01', '2026-11-02T05:00:00.000Z'],
    ['2026-12', '2027-01-01T05:00:00.000Z'],
    ['2026-06', '2026-07-01T04:00:00.000Z'],
    ['2026', '2027-01-01T05:00:00.000Z'],
    ['end of treatment', null],
    ['2025-13-01', null],
    ['2025-13', null],
    ['', null],
  ])('that expires %p ends at %p', (expires, endsAt) => {
    expect(consentEnd(expires, NEW_YORK)).toBe(endsAt);
  });

  it('of which nobody can read when it ends is told from one that an event ends', () => {
    const unreadable = ['2025-13-01', '12/31/2026', '2026-12-31T10:00:00', 'end of treatment', ''];
    expect(unreadable.filter((expires) => isUnreadableEnd(expires, NEW_YORK))).toEqual([
      ...['2025-13-01', '12/31/2026', '2026-12-31T10:00:00'],
    ]);
  });

  it('begins with its day at the facility, and is over once it is revoked', () => {
    expect(consentStart('2026-12-01', NEW_YORK)).toBe('2026-12-01T05:00:00.000Z');
    expect(consentStart('2026-12-01T00:00:00Z', NEW_YORK)).toBe('2026-12-01T00:00:00.000Z');
    const revoked = { revokedAt: '2026-11-01T00:00:00.000Z', endsAt: null };
    expect(statusAt(revoked, '2026-11-02T00:00:00.000Z')).toBe('revoked');
  });

  describe('that people here recorded as taken back, as its source reports it again', () => {
    const reported = (startsAt: string | null, revokedAt: string | null = null) =>
      ({ status: 'active', terms: { startsAt, revokedAt } }) as ConsentRecord;
    const takenBack = '2026-11-10T00:00:00.000Z';

    it.each([
      ['without a beginning', null],
      ['that began before', '2026-11-09T00:00:00.000Z'],
      ['that began right then', takenBack],
    ])('%s: stays revoked', (_name, startsAt) => {
      const standing = asTakenBack(reported(startsAt), takenBack);
      expect(standing).toEqual({ status: 'revoked', terms: { startsAt, revokedAt: takenBack } });
    });

    it('that begins later: is another consent', () => {
      const later = reported('2026-11-10T00:00:01.000Z');
      expect(asTakenBack(later, takenBack)).toBe(later);
    });

    it('is as reported when its source took it back itself, or nobody did here', () => {
      const own = reported(null, '2026-11-01T00:00:00.000Z');
      expect(asTakenBack(own, takenBack)).toBe(own);
      expect(asTakenBack(reported(null), undefined)).toEqual(reported(null));
    });
  });
});
