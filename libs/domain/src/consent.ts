import type {
  ConsentElement,
  ConsentKind,
  ConsentLimit,
  DisclosedFact,
  DisclosurePurpose,
  RecipientClass,
} from './disclosure-names.js';

/** Stands among recipients for whoever has no code: a person, or an organisation nobody here knows. */
export const OTHER_RECIPIENT = 'other';

/** Facts a provision is about: all of them, or only those that have every property that is stated. */
export interface FactLimits {
  readonly labels?: readonly string[];
  readonly authors?: readonly string[];
  readonly encounters?: readonly string[];
  readonly items?: readonly string[];
  /** When they were written down: instants, the end not included. */
  readonly authored?: { readonly from: string; readonly to: string };
}

/**
 * What somebody permits or denies, to whom and what for. Of a denial an empty list is no limit. Of a permission, one
 * without recipients and classes is for nobody, and one without purposes for nothing; see `facts` for those. In an
 * exception an empty list is that of the consent.
 */
export interface Provision extends FactLimits {
  readonly decision: 'permit' | 'deny';
  /** Organisations by their codes. */
  readonly recipients: readonly string[];
  readonly classes: readonly RecipientClass[];
  readonly purposes: readonly DisclosurePurpose[];
  /** Which facts; empty for all but counselling notes. */
  readonly facts: readonly DisclosedFact[];
}

/** A consent, or a dissent, as everybody who tells others about a person keeps it: codes and times, no words. */
export interface Consent extends Provision {
  readonly id: string;
  readonly kind: ConsentKind;
  /** Elements of 42 CFR 2.31(a) it lacks; it permits nothing while it lacks any. */
  readonly missing: readonly ConsentElement[];
  readonly startsAt: string | null;
  /** The instant it ends; null when an event ends it or nothing does. */
  readonly endsAt: string | null;
  readonly revokedAt: string | null;
  /** Exceptions from it, each deciding the other way. */
  readonly exceptions: readonly Provision[];
}

/** A provision limited by what the answers of Handrail do not show covers none of them. */
export const limitsBy = (limits: readonly ConsentLimit[]): FactLimits => ({
  ...(limits.includes('label') ? { labels: [] } : {}),
  ...(limits.includes('author') ? { authors: [] } : {}),
  ...(limits.includes('encounter') ? { encounters: [] } : {}),
  ...(limits.includes('item') ? { items: [] } : {}),
  ...(limits.includes('authored-time') ? { authored: { from: NEVER, to: NEVER } } : {}),
});

const NEVER = '9999-12-31T00:00:00.000Z';
