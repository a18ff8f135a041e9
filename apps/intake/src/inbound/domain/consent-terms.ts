import type {
  ConsentElement,
  ConsentLimit,
  DisclosedFact,
  DisclosurePurpose,
  RecipientClass,
} from '@handrail/domain';

/** What a provision of a consent says, in codes. */
export interface ProvisionTerms {
  readonly decision: 'permit' | 'deny';
  readonly recipients: readonly string[];
  readonly classes: readonly RecipientClass[];
  readonly purposes: readonly DisclosurePurpose[];
  readonly facts: readonly DisclosedFact[];
  /** By what it is limited to part of the facts that nobody else can see. */
  readonly limits: readonly ConsentLimit[];
}

/** What others must know of a consent, in codes and times. */
export interface ConsentTerms extends ProvisionTerms {
  readonly missing: readonly ConsentElement[];
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly revokedAt: string | null;
  readonly exceptions: readonly ProvisionTerms[];
}

/** What a consent covers all three of where it is one to treatment, payment and health care operations. */
export const TPO: readonly DisclosurePurpose[] = ['treatment', 'payment', 'operations'];

/** A code of an organisation. */
export const ORGANISATION_CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;
