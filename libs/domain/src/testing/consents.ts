import type { Consent, Provision } from '../consent.js';
import type { DisclosurePurpose } from '../disclosure-names.js';
import { mayDisclose, type DisclosureAsked, type Ground } from '../may-disclose.js';

export const NOW = '2026-11-28T12:00:00.000Z';
export const TPO: readonly DisclosurePurpose[] = ['treatment', 'payment', 'operations'];

/** A whole, live consent to treatment, payment and operations for whoever takes part in them. */
export const consent = (change: Partial<Consent> = {}): Consent => ({
  ...{ id: 'c1', kind: 'tpo', decision: 'permit', recipients: [], purposes: TPO, facts: [] },
  classes: ['treating-providers', 'payers', 'helpers'],
  ...{ missing: [], startsAt: null, endsAt: null, revokedAt: null, exceptions: [] },
  ...change,
});
/** An exception from a consent; it denies unless a case says otherwise. */
export const except = (change: Partial<Provision>): Provision => ({
  ...{ decision: 'deny', recipients: [], classes: [], purposes: [], facts: [] },
  ...change,
});
/** Birch House in an emergency, for an hour. */
export const ground = (change: Partial<Ground> = {}): Ground => ({
  ...{ id: 'g1', basis: 'medical-emergency', recipient: 'birch', approvedBy: null },
  ...{ from: '2026-11-28T11:30:00.000Z', until: '2026-11-28T12:30:00.000Z' },
  ...change,
});

const BIRCH = { organisation: 'birch', classes: ['treating-providers'] } as const;
const asks = (change: Partial<DisclosureAsked> = {}): DisclosureAsked => ({
  ...{ recipient: BIRCH, purpose: 'treatment', fact: { kind: 'referral' }, now: NOW },
  ...change,
});
/** What the rule answers Birch House, which treats the person, in a word: basis and what it rests on, or why not. */
export const answer = (
  consents: readonly Consent[],
  change: Partial<DisclosureAsked> = {},
  grounds: readonly Ground[] = [],
): string => {
  const decision = mayDisclose(consents, grounds, asks(change));
  return decision.kind === 'permitted' ? `${decision.basis} ${decision.restsOn}` : decision.reason;
};
