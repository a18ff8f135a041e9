/** What somebody who is told about a person wants it for. The last three need a consent of their own, or a court. */
export const DISCLOSURE_PURPOSES = [
  'treatment',
  'payment',
  'operations',
  'patient-request',
  'emergency',
  'audit',
  'research',
  'legal-proceedings',
] as const;
export type DisclosurePurpose = (typeof DISCLOSURE_PURPOSES)[number];

/** What Handrail may tell of a person; counselling notes are told by a consent to nothing else only. */
export const DISCLOSED_FACTS = [
  'referral',
  'appointments',
  'level-of-care',
  'identity',
  'counselling-notes',
] as const;
export type DisclosedFact = (typeof DISCLOSED_FACTS)[number];

/** Recipients a consent to treatment, payment and operations may name as a class (42 CFR 2.31(a)(4)(ii)). */
export const RECIPIENT_CLASSES = ['treating-providers', 'payers', 'helpers'] as const;
export type RecipientClass = (typeof RECIPIENT_CLASSES)[number];

/** Kinds of consent: treatment, payment and operations at once; one purpose; proceedings; counselling notes. */
export const CONSENT_KINDS = ['tpo', 'single', 'legal', 'notes'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** Elements of a consent under 42 CFR 2.31(a) that may be missing from what was recorded. */
export const CONSENT_ELEMENTS = [
  'discloser',
  'scope',
  'recipient',
  'purpose',
  'expiry',
  'signature',
  'text',
] as const;
export type ConsentElement = (typeof CONSENT_ELEMENTS)[number];

/** By what a consent may be limited to part of the facts, or except part of them. */
export const CONSENT_LIMITS = ['label', 'author', 'encounter', 'item', 'authored-time'] as const;
export type ConsentLimit = (typeof CONSENT_LIMITS)[number];

/** On what a disclosure rests: the person's consent, or a ground of 42 CFR Part 2 that needs none. */
export const DISCLOSURE_BASES = [
  'consent',
  'medical-emergency',
  'court-order',
  'service-agreement',
  'audit',
  'research',
] as const;
export type DisclosureBasis = (typeof DISCLOSURE_BASES)[number];

/** Why nothing is told. */
export const DENIAL_REASONS = [
  'no-consent',
  'denied-by-person',
  'consent-incomplete',
  'consent-revoked',
  'consent-expired',
  'consent-not-begun',
  'recipient-not-named',
  'purpose-not-covered',
  'fact-not-covered',
  'needs-own-consent',
  'not-approved',
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

/** Why somebody needs to know in an emergency without consent (42 CFR 2.51), as codes. */
export const EMERGENCY_REASONS = [
  'overdose',
  'withdrawal-in-danger',
  'unconscious',
  'risk-to-life',
  'declared-disaster',
] as const;
export type EmergencyReason = (typeof EMERGENCY_REASONS)[number];

/** What the privacy officer finds when an emergency access is reviewed. */
export const EMERGENCY_FINDINGS = ['justified', 'not-justified', 'reported-as-breach'] as const;
export type EmergencyFinding = (typeof EMERGENCY_FINDINGS)[number];
