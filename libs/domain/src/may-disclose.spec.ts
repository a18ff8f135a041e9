import { limitsBy, type Consent } from './consent.js';
import { missingElements } from './consent-elements.js';
import type { DisclosureAsked, Ground } from './may-disclose.js';
import { answer, consent, except, ground, NOW, TPO } from './testing/consents.js';

const YES = 'consent c1';

// What the cases of LEAP's consent decision service turn on, for this rule.
describe('several consents', () => {
  const toBirch = { recipients: ['birch'], classes: [] };
  it.each<[string, Array<Partial<Consent>>, string]>([
    ['none', [], 'no-consent'],
    ['one that permits', [toBirch], YES],
    [
      'a denial, then a newer permit',
      [{ decision: 'deny', ...toBirch }, toBirch],
      'denied-by-person',
    ],
    [
      'a permit, then a newer denial',
      [toBirch, { decision: 'deny', ...toBirch }],
      'denied-by-person',
    ],
    ['a denial of everybody', [toBirch, { decision: 'deny', classes: [] }], 'denied-by-person'],
    [
      'a denial of somebody else',
      [toBirch, { decision: 'deny', recipients: ['cedar'], classes: [] }],
      YES,
    ],
    [
      'a denial of somebody nobody knows',
      [toBirch, { decision: 'deny', recipients: ['other'], classes: [] }],
      'denied-by-person',
    ],
    [
      'an exception from it of somebody nobody knows',
      [{ ...toBirch, exceptions: [except({ recipients: ['other'] })] }],
      'denied-by-person',
    ],
    [
      'a denial of another purpose',
      [toBirch, { decision: 'deny', purposes: ['payment'], classes: [] }],
      YES,
    ],
    [
      'a denial that was revoked',
      [{ decision: 'deny', ...toBirch, revokedAt: NOW }, toBirch],
      'consent c1',
    ],
    ['a denial that has ended', [{ decision: 'deny', ...toBirch, endsAt: NOW }, toBirch], YES],
    [
      'an exception from a consent to somebody else',
      [toBirch, { recipients: ['cedar'], classes: [], exceptions: [except({})] }],
      YES,
    ],
    ['the reason of the one that came furthest', [{ ...toBirch, revokedAt: NOW }, {}], YES],
    [
      'the reason of the nearest',
      [
        { recipients: ['cedar'], classes: [] },
        { ...toBirch, endsAt: NOW },
      ],
      'consent-expired',
    ],
  ])('%s', (_case, changes, expected) => {
    expect(answer(changes.map(consent))).toBe(expected);
  });
});

describe('a consent', () => {
  it.each<[string, Partial<Consent>, Partial<DisclosureAsked>, string]>([
    ['that lacks an element', { missing: ['text'] }, {}, 'consent-incomplete'],
    ['that names nobody', { missing: ['recipient'], classes: [] }, {}, 'consent-incomplete'],
    ['that was revoked', { revokedAt: '2026-11-01T00:00:00Z' }, {}, 'consent-revoked'],
    ['that begins tomorrow', { startsAt: '2026-11-29T05:00:00Z' }, {}, 'consent-not-begun'],
    ['in its last second', { endsAt: '2026-11-28T12:00:00.001Z' }, {}, YES],
    ['that ends now', { endsAt: NOW }, {}, 'consent-expired'],
    ['to one purpose, in a class', { kind: 'single' }, {}, 'recipient-not-named'],
    [
      'of a class, for whom nobody sees in it',
      {},
      { recipient: { organisation: 'birch', classes: [] } },
      'recipient-not-named',
    ],
    ['of treating providers, for payment', {}, { purpose: 'payment' }, 'recipient-not-named'],
    ['to other facts', { facts: ['appointments'] }, {}, 'fact-not-covered'],
    ['limited by what nobody sees', limitsBy(['author', 'label']), {}, 'fact-not-covered'],
    [
      'to treatment, for proceedings',
      { recipients: ['birch'], purposes: [...TPO, 'legal-proceedings'] },
      { purpose: 'legal-proceedings' },
      'needs-own-consent',
    ],
    [
      'to proceedings, for proceedings',
      { kind: 'legal', recipients: ['birch'], purposes: ['legal-proceedings'] },
      { purpose: 'legal-proceedings' },
      YES,
    ],
    [
      'to treatment, for counselling notes',
      { recipients: ['birch'] },
      { fact: { kind: 'counselling-notes' } },
      'needs-own-consent',
    ],
    [
      'to counselling notes, for them',
      { kind: 'notes', recipients: ['birch'] },
      { fact: { kind: 'counselling-notes' } },
      YES,
    ],
    [
      'to counselling notes, for a referral',
      { kind: 'notes', recipients: ['birch'] },
      {},
      'needs-own-consent',
    ],
  ])('%s', (_case, change, asked, expected) => {
    expect(answer([consent(change)], asked)).toBe(expected);
  });
});

describe('an exception that permits, from a denial', () => {
  const birch = except({ decision: 'permit', recipients: ['birch'], purposes: TPO });
  const denial = (exception: object, more: Partial<Consent> = {}) =>
    consent({ decision: 'deny', classes: [], ...more, exceptions: [{ ...birch, ...exception }] });

  it.each<[string, Consent, string]>([
    ['covers what it names', denial({}), YES],
    ['covers nothing where a part of it is unseen', denial(limitsBy(['item'])), 'denied-by-person'],
    ['is about no more than the denial is', denial({}, { authors: ['ann'] }), 'denied-by-person'],
  ])('%s', (_case, given, expected) => {
    expect(answer([given])).toBe(expected);
  });
});

describe('a ground without consent', () => {
  it.each<[string, Partial<Ground>, Partial<DisclosureAsked>, string]>([
    ['an emergency', {}, {}, 'medical-emergency g1'],
    ['an emergency that is over', { until: NOW }, {}, 'no-consent'],
    ['an emergency of somebody else', { recipient: 'cedar' }, {}, 'no-consent'],
    ['an emergency, for payment', {}, { purpose: 'payment' }, 'no-consent'],
    [
      'an emergency, for counselling notes',
      {},
      { fact: { kind: 'counselling-notes' } },
      'no-consent',
    ],
    [
      'an order nobody approved',
      { basis: 'court-order' },
      { purpose: 'legal-proceedings' },
      'not-approved',
    ],
    [
      'an order somebody approved',
      { basis: 'court-order', approvedBy: 'ann' },
      { purpose: 'legal-proceedings' },
      'court-order g1',
    ],
    ['an order, for treatment', { basis: 'court-order', approvedBy: 'ann' }, {}, 'no-consent'],
    ['an agreement of services', { basis: 'service-agreement' }, {}, 'service-agreement g1'],
    ['an audit nobody approved', { basis: 'audit' }, { purpose: 'audit' }, 'not-approved'],
    [
      'research somebody approved',
      { basis: 'research', approvedBy: 'ann' },
      { purpose: 'research' },
      'research g1',
    ],
  ])('%s', (_case, change, asked, expected) => {
    expect(answer([], asked, [ground(change)])).toBe(expected);
  });

  it('of an emergency stands also where the person has denied (42 CFR 2.51)', () => {
    expect(answer([consent({ decision: 'deny', classes: [] })], {}, [ground()])).toBe(
      'medical-emergency g1',
    );
  });
});

describe('the elements of 42 CFR 2.31', () => {
  const whole = {
    ...({ kind: 'single', decision: 'permit', hasDiscloser: true, hasScope: true } as const),
    ...{ hasRecipient: true, hasPurpose: true, hasExpiry: true, hasSignature: true, hasText: true },
  };
  const nothing = {
    ...{ hasDiscloser: false, hasScope: false, hasRecipient: false, hasPurpose: false },
    ...{ hasExpiry: false, hasSignature: false, hasText: false },
  };
  it('are each missed, an expiry not where a consent may last until revoked, and none of a denial', () => {
    expect(missingElements(whole)).toEqual([]);
    expect(missingElements({ ...whole, ...nothing })).toEqual([
      ...['discloser', 'scope', 'recipient', 'purpose', 'expiry', 'signature', 'text'],
    ]);
    expect(missingElements({ ...whole, kind: 'tpo', hasExpiry: false })).toEqual([]);
    expect(missingElements({ ...whole, kind: 'tpo', isPeriodUnreadable: true })).toEqual([
      'expiry',
    ]);
    expect(missingElements({ ...whole, ...nothing, decision: 'deny' })).toEqual([]);
  });
});
