import { limitsBy, mayDisclose, type Consent } from '@handrail/domain';
import type { ConsentTerms } from '../inbound/domain/consent-terms.js';
import { Profile } from '../profile/source-profiles.js';
import { profileWith } from '../profile/read-profile.js';
import type { Resource } from './fhir-shapes.js';
import { readConsent } from './read-consent.js';

const profile = new Profile(
  profileWith({
    ...{ name: 'north', match: { application: ['north'] }, zone: 'America/New_York' },
    organisations: { 'Birch House': 'birch-house' },
  }),
  true,
);
const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';
const purposes = (...codes: string[]) => codes.map((code) => ({ system: ACT_REASON, code }));
const actor = (reference: object) => ({ role: { coding: [{ code: 'IRCP' }] }, reference });

/** A whole consent to treatment, payment and operations, as Privacy Consent on FHIR profiles it. */
const resource = (provision: object = {}, change: object = {}): Resource => ({
  ...{ resourceType: 'Consent', id: 'c1', status: 'active' },
  scope: { coding: [{ code: 'patient-privacy' }] },
  organization: [{ reference: 'Organization/north' }],
  sourceReference: { reference: 'DocumentReference/signed' },
  policy: [{ uri: 'https://north.example/consent/2026-1' }],
  provision: { type: 'permit', purpose: purposes('TREAT', 'HPAYMT', 'HOPERAT'), ...provision },
  ...change,
});
const read = (provision?: object, change?: object) =>
  readConsent(resource(provision, change), {
    ...{ source: 'north', profile, reportedAt: '2026-11-02T14:00:00.000Z' },
  });

/** As others keep it. */
const asKept = (terms: ConsentTerms): Consent => ({
  ...{ ...terms, ...limitsBy(terms.limits), id: 'c1', kind: 'single' },
  exceptions: terms.exceptions.map((each) => ({ ...each, ...limitsBy(each.limits) })),
});

describe('a FHIR Consent', () => {
  it('without an actor is for whoever treats, pays and helps', () => {
    const { consentKind, status, terms } = read();
    expect([consentKind, status]).toEqual(['tpo', 'active']);
    expect(terms).toEqual({
      ...{ decision: 'permit', recipients: [] },
      classes: ['treating-providers', 'payers', 'helpers'],
      ...{ purposes: ['treatment', 'payment', 'operations'], facts: [], limits: [] },
      ...{ missing: [], startsAt: null, endsAt: null, revokedAt: null, exceptions: [] },
    });
  });

  it.each<[string, object, object]>([
    [
      'an actor by code',
      { actor: [actor({ identifier: { system: 'urn:handrail:organisation', value: 'cedar' } })] },
      { recipients: ['cedar'], classes: [] },
    ],
    [
      'an actor by a name the profile knows',
      { actor: [actor({ display: 'BIRCH HOUSE' })] },
      { recipients: ['birch-house'] },
    ],
    [
      'an actor nobody knows',
      { actor: [actor({ display: 'Dr. Linden' })] },
      { recipients: ['other'] },
    ],
    ['a dissent', { type: 'deny' }, { decision: 'deny', classes: [], missing: [] }],
    [
      'a period',
      { period: { start: '2026-12-01', end: '2026-12' } },
      { startsAt: '2026-12-01T05:00:00.000Z', endsAt: '2027-01-01T05:00:00.000Z' },
    ],
    [
      'research',
      { purpose: purposes('HRESCH') },
      { purposes: ['research'], missing: ['recipient', 'expiry'] },
    ],
    [
      'limits of every kind',
      {
        dataPeriod: { start: '2022' },
        securityLabel: [{ code: 'N' }],
        data: ['instance', 'related', 'authoredby'].map((meaning) => ({ meaning })),
      },
      { limits: ['label', 'author', 'encounter', 'item', 'authored-time'] },
    ],
    [
      'an exception',
      { provision: [{ type: 'deny', data: [{ meaning: 'authoredby' }] }] },
      { exceptions: [{ decision: 'deny', purposes: [], limits: ['author'] }] },
    ],
    [
      'an exception without a type',
      { provision: [{ purpose: purposes('BTG') }] },
      { exceptions: [{ decision: 'deny', purposes: ['emergency'] }] },
    ],
  ])('says %s', (_what, provision, expected) => {
    expect(read(provision).terms).toMatchObject(expected);
  });

  it('reads every provision of a list: what one after the first denies is an exception', () => {
    const permits = { type: 'permit', purpose: purposes('TREAT', 'HPAYMT', 'HOPERAT') };
    const denies = { purpose: purposes('HPAYMT'), actor: [actor({ display: 'Birch House' })] };
    const { terms } = read({}, { provision: [permits, denies] });
    expect(terms).toMatchObject({
      decision: 'permit',
      exceptions: [{ decision: 'deny', recipients: ['birch-house'], purposes: ['payment'] }],
    });
  });

  describe('of R5', () => {
    const toBirch = { purpose: purposes('TREAT'), actor: [actor({ display: 'Birch House' })] };
    const stated = (decision: unknown, provision: readonly object[], change: object = {}) =>
      read({}, { scope: undefined, decision, provision, ...change }).terms;
    const exception = { recipients: ['birch-house'], purposes: ['treatment'] };

    it('denies what its provisions state where its decision permits, and the other way round', () => {
      expect(stated('permit', [toBirch, { purpose: purposes('HPAYMT') }])).toMatchObject({
        decision: 'permit',
        exceptions: [
          { decision: 'deny', ...exception },
          { decision: 'deny', purposes: ['payment'] },
        ],
      });
      expect(stated('deny', [toBirch])).toMatchObject({
        decision: 'deny',
        exceptions: [{ decision: 'permit', ...exception, limits: [] }],
      });
    });

    it('permits nothing that its decision does not say for certain, and lets a denial win', () => {
      for (const decision of ['perhaps', { value: 'permit' }])
        expect(stated(decision, [{ ...toBirch, type: 'deny' }])).toMatchObject({
          ...{ decision: 'deny', exceptions: [{ decision: 'deny', ...exception }] },
        });
      const optOut = { policyRule: { coding: [{ code: 'OPTOUT' }] } };
      expect(stated('permit', [], optOut).decision).toBe('deny');
      expect(stated('permit', [{ ...toBirch, provision: [{}] }]).exceptions).toMatchObject([
        { decision: 'deny', ...exception },
      ]);
      // What it is for is stated nowhere else, and a consent states it (42 CFR 2.31).
      expect(stated('permit', []).missing).toContain('purpose');
    });

    it('names the elements of a whole form as R5 does, and its period beside the decision', () => {
      const whole = {
        ...{ organization: undefined, policy: undefined, sourceReference: undefined },
        controller: [{ reference: 'Organization/north' }],
        sourceAttachment: [{ title: 'signed' }],
        policyText: [{ reference: 'DocumentReference/policy' }],
        period: { start: '2026-11-01', end: '2027-10-31' },
      };
      expect(stated('deny', [], whole)).toMatchObject({
        missing: [],
        startsAt: '2026-11-01T04:00:00.000Z',
        endsAt: '2027-11-01T04:00:00.000Z',
      });
      expect(stated('permit', [], whole).missing).toEqual(['recipient', 'purpose']);
      expect(stated('deny', [toBirch], whole).missing).toEqual([]);
    });

    it('needs a whole form for what its denial excepts, and none for what it denies', () => {
      const bare = { organization: undefined, policy: undefined, sourceReference: undefined };
      const terms = stated('deny', [toBirch], bare);
      expect(terms.missing).toEqual(['discloser', 'expiry', 'signature', 'text']);
      const answer = (consent: typeof terms, organisation: string, others: Consent[] = []) =>
        mayDisclose([...others, asKept(consent)], [], {
          ...{ recipient: { organisation, classes: [] }, purpose: 'treatment' },
          ...{ fact: { kind: 'appointments' }, now: '2026-11-03T14:00:00.000Z' },
        });
      expect(answer(terms, 'birch-house')).toMatchObject({ reason: 'consent-incomplete' });
      expect(answer(terms, 'cedar')).toMatchObject({ reason: 'denied-by-person' });
      const whole = stated('deny', [toBirch], { period: { end: '2027-10-31' } });
      expect(answer(whole, 'birch-house')).toMatchObject({ kind: 'permitted' });
      const denial = asKept(stated('permit', [toBirch]));
      expect(answer(whole, 'birch-house', [denial])).toMatchObject({ reason: 'denied-by-person' });

      expect(stated('deny', [], bare).missing).toEqual([]);
      expect(stated('deny', [{ ...toBirch, type: 'deny' }], bare).missing).toEqual([]);
    });

    it('lasts until revoked where all that its denial excepts is treatment, payment and operations', () => {
      const all = { ...toBirch, purpose: purposes('TREAT', 'HPAYMT', 'HOPERAT') };
      expect(stated('deny', [all]).missing).toEqual([]);
      expect(stated('deny', [all, toBirch]).missing).toEqual(['expiry']);
      expect(stated('deny', [{ purpose: purposes('TREAT') }]).missing).toEqual([
        'recipient',
        'expiry',
      ]);
    });
  });

  it.each<[string, object, string[]]>([
    ['whole', { purpose: purposes('TREAT') }, []],
    ['for purposes nobody knows', { purpose: purposes('NEWLY') }, ['item']],
    ['for purposes without a code', { purpose: [{ display: 'care' }] }, ['item']],
    ['for a time of its own', { period: { end: '2026-11-01' } }, ['item']],
    ['with an exception of its own', { provision: [{ type: 'deny' }] }, ['item']],
    ['to an actor who is not stated', { actor: [{ role: { text: 'aunt' } }] }, ['item']],
  ])('is excepted from by a permission %s', (_what, exception, limits) => {
    const { terms } = read({ type: 'deny', provision: [{ type: 'permit', ...exception }] });
    expect(terms.exceptions).toMatchObject([{ decision: 'permit', limits }]);
  });

  it('needs a whole form for a permission within what it denies, which may leave open what that states', () => {
    const denial = { type: 'deny', provision: [{ type: 'permit' }] };
    const bare = { organization: undefined, sourceReference: undefined, policy: undefined };
    const lacking = ['discloser', 'recipient', 'signature', 'text'];
    expect(read(denial, bare).terms.missing).toEqual(lacking);
    const toBirch = { ...denial, actor: [actor({ display: 'Birch House' })] };
    expect(read(toBirch).terms.missing).toEqual([]);
  });

  it('is denied in part whatever of the denial cannot be read', () => {
    const unread = { type: 'deny', period: { end: '2026-11-01' }, purpose: purposes('NEWLY') };
    const { terms } = read({ provision: [unread] });
    expect(terms.exceptions).toMatchObject([{ decision: 'deny', purposes: [], limits: [] }]);
  });

  it('to notes, or to proceedings, is of its own kind', () => {
    expect(read({ securityLabel: [{ code: 'PSYTHPN' }] })).toMatchObject({
      ...{ consentKind: 'notes', terms: { facts: ['counselling-notes'], limits: [] } },
    });
    expect(read({ purpose: purposes('HLEGAL') }).consentKind).toBe('legal');
  });

  it('lacks what its resource does not hold, and permits nothing where it is about something else', () => {
    const bare = { organization: undefined, sourceReference: undefined, policy: undefined };
    expect(read({}, bare).terms.missing).toEqual(['discloser', 'signature', 'text']);
    const scope = { coding: [{ code: 'research' }] };
    expect(read({}, { scope }).terms.missing).toEqual(['scope']);
    expect(read({ period: { end: 'next year' } }).terms.missing).toEqual([]);
    expect(read({ period: { end: '2026-13' } }).terms.missing).toEqual(['expiry']);
    for (const start of ['2026-13', 'once I have moved', { value: '2027' }])
      expect(read({ period: { start } }).terms.missing).toEqual(['expiry']);
    expect(read({ period: { end: { value: '2026' } } }).terms.missing).toEqual(['expiry']);
  });

  it('that is not active is revoked, one whose day is over has expired', () => {
    expect(read({}, { status: 'inactive' })).toMatchObject({
      ...{ status: 'revoked', terms: { revokedAt: '2026-11-02T14:00:00.000Z' } },
    });
    expect(read({ period: { end: '2026-11-01' } }).status).toBe('expired');
  });

  it('opts out by its rule', () => {
    const policyRule = { coding: [{ code: 'OPTOUT' }] };
    expect(read({ type: undefined }, { policyRule }).terms.decision).toBe('deny');
  });
});
