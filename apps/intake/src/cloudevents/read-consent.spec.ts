import { Profile } from '../profile/source-profiles.js';
import { profileWith } from '../profile/read-profile.js';
import type { InboundConsent } from './inbound-types.js';
import { readConsent } from './read-consent.js';

const profile = new Profile(
  profileWith({
    ...{ name: 'north', match: { application: ['north'] }, zone: 'America/New_York' },
    organisations: { 'Birch House': 'birch-house' },
  }),
  true,
);
const about = {
  ...{ source: 'north', eventId: 'e1', profile },
  reportedAt: '2026-11-02T14:00:00.000Z',
};
const whole: InboundConsent = {
  ...{ id: 'c1', kind: 'tpo', discloser: 'North Hospital', scope: 'All records of my treatment' },
  ...{ recipients: ['birch house'], signedAt: '2026-11-02T09:00:00-05:00' },
  ...{ textVersion: 'north-2026-1', expires: '2026-12-31' },
};
const read = (change: Partial<InboundConsent> = {}) => readConsent({ ...whole, ...change }, about);

describe('a consent in an event', () => {
  it('is read as codes: whom, what for and until when', () => {
    const { consentKind, status, terms, document } = read();
    expect([consentKind, status]).toEqual(['tpo', 'active']);
    expect(terms).toEqual({
      ...{ decision: 'permit', recipients: ['birch-house'], classes: [] },
      ...{ purposes: ['treatment', 'payment', 'operations'], facts: [], limits: [] },
      ...{ missing: [], startsAt: null, endsAt: '2027-01-01T05:00:00.000Z' },
      ...{ revokedAt: null, exceptions: [] },
    });
    expect(document).toMatchObject({ recipients: ['birch house'] });
  });

  it('never tells a name: who has no code is `other`, what only words say covers nothing', () => {
    const { terms } = read({
      recipients: ['Dr. Linden', { organisation: 'cedar' }],
      scope: 'only that I attend',
    });
    expect(terms).toMatchObject({ recipients: ['other', 'cedar'], facts: [], limits: ['item'] });
    expect(JSON.stringify(terms)).not.toMatch(/linden|attend/i);
  });

  it.each<[string, Partial<InboundConsent>, object]>([
    [
      'the class of the rule',
      {
        recipients:
          'My treating providers, health plans, third-party payers, and people helping to operate this program',
      },
      { recipients: ['other'], classes: ['treating-providers', 'payers', 'helpers'] },
    ],
    [
      'facts by their codes',
      { scope: ['referral', 'appointments'] },
      { facts: ['referral', 'appointments'], limits: [] },
    ],
    ['one purpose', { kind: 'single', purpose: 'Treatment' }, { purposes: ['treatment'] }],
    ['a purpose in other words', { kind: 'single', purpose: 'my cousin asks' }, { purposes: [] }],
    [
      'the request of the patient',
      { kind: 'single', purpose: 'at the request of the patient' },
      { purposes: ['patient-request'] },
    ],
    ['proceedings', { kind: 'legal' }, { purposes: ['legal-proceedings'] }],
    [
      'a denial',
      { decision: 'deny', textVersion: undefined, discloser: undefined },
      { decision: 'deny', missing: [] },
    ],
    [
      'no form',
      { textVersion: undefined, signedAt: undefined },
      { missing: ['signature', 'text'] },
    ],
    [
      'no end, of a consent to one purpose',
      { kind: 'single', purpose: 'treatment', expires: undefined },
      { missing: ['expiry'], endsAt: null },
    ],
    ['an end nobody can read', { expires: '12/31/2026' }, { missing: ['expiry'] }],
    [
      'an event as its end',
      { kind: 'single', purpose: 'treatment', expires: 'end of treatment' },
      { missing: [], endsAt: null },
    ],
    [
      'nothing else',
      { discloser: undefined, scope: undefined, recipients: undefined },
      { missing: ['discloser', 'scope', 'recipient'] },
    ],
  ])('says of %s', (_what, change, expected) => {
    expect(read(change).terms).toMatchObject(expected);
  });

  it('is the same one when its source reports it again, with its revocation', () => {
    const revoked = read({ revokedAt: '2026-11-03T09:00:00-05:00' });
    expect(revoked.consentId).toBe(read().consentId);
    expect([revoked.status, revoked.terms.revokedAt]).toEqual([
      ...['revoked', '2026-11-03T14:00:00.000Z'],
    ]);
  });
});
