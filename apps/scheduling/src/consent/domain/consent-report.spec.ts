import { consentReport } from '../../testing/consents.js';
import {
  mayBeOffered,
  nextChange,
  standingConsents,
  withReport,
  type ConsentReport,
} from './consent-report.js';

const NOW = '2026-11-28T12:00:00.000Z';
const given = consentReport({ eventId: 'a', reportedAt: '2026-11-01T00:00:00.000Z' });
const revoked = consentReport({
  ...{
    eventId: 'b',
    reportedAt: '2026-11-03T00:00:00.000Z',
    revokedAt: '2026-11-03T00:00:00.000Z',
  },
});
const answer = (...reports: readonly ConsentReport[]): string => {
  const decision = mayBeOffered(reports, 'birch', NOW);
  return decision.kind === 'denied' ? decision.reason : decision.restsOn;
};

describe('reports of a consent', () => {
  it('hold by when they were made, in whatever order they came', () => {
    expect(answer(given)).toBe('c1');
    expect(answer(given, revoked)).toBe('consent-revoked');
    expect(answer(revoked, given)).toBe('consent-revoked');
    const twice = { ...revoked, eventId: 'c', revokedAt: null };
    expect(standingConsents([twice, revoked])).toEqual(standingConsents([revoked, twice]));
  });

  it('are kept to the newest few, so that one that is taken back leaves the one before it', () => {
    let reports: readonly ConsentReport[] = [consentReport({ id: 'c2', eventId: 'z' })];
    for (let day = 1; day <= 9; day += 1)
      reports = withReport(reports, {
        ...given,
        eventId: `${day}`,
        reportedAt: `2026-11-0${day}T00:00:00.000Z`,
      });
    expect(reports.map(({ eventId }) => eventId)).toEqual(['z', '9', '8', '7', '6', '5']);
    const late = withReport(reports, {
      ...given,
      eventId: '0',
      reportedAt: '2026-10-01T00:00:00.000Z',
    });
    expect(late.map(({ eventId }) => eventId)).toEqual(['z', '9', '8', '7', '6', '5']);
  });
});

describe('an offer to a program of another organisation', () => {
  it.each<[string, Partial<ConsentReport>, string]>([
    ['names it', {}, 'c1'],
    ['names another', { recipients: ['cedar'] }, 'recipient-not-named'],
    ['is for treating providers', { recipients: [], classes: ['treating-providers'] }, 'c1'],
    ['is for payment', { purposes: ['payment'] }, 'purpose-not-covered'],
    ['leaves the level of care out', { facts: ['referral'] }, 'fact-not-covered'],
    ['lacks its text', { missing: ['text'] }, 'consent-incomplete'],
    ['denies it', { decision: 'deny' }, 'denied-by-person'],
  ])('needs a consent: one that %s', (_what, change, expected) => {
    expect(answer(consentReport(change))).toBe(expected);
  });

  it('ends with the consent, and begins with it', () => {
    const startsAt = '2026-11-29T05:00:00.000Z';
    const endsAt = '2026-12-31T05:00:00.000Z';
    const reports = [consentReport({ startsAt, endsAt }), consentReport({ id: 'c2', endsAt: NOW })];
    expect(nextChange(reports, NOW)).toBe(startsAt);
    expect(nextChange(reports, startsAt)).toBe(endsAt);
    expect(nextChange(reports, endsAt)).toBeNull();
  });
});
