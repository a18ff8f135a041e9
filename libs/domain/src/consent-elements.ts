import type { ConsentElement, ConsentKind } from './disclosure-names.js';

/** What was recorded of a written consent, as far as it bears on whether it is whole. */
export interface RecordedElements {
  readonly kind: ConsentKind;
  readonly decision: 'permit' | 'deny';
  /** Who may tell. */
  readonly hasDiscloser: boolean;
  /** How much and what kind of information. */
  readonly hasScope: boolean;
  /** Who may be told, by name or as a class. */
  readonly hasRecipient: boolean;
  readonly hasPurpose: boolean;
  /** A day, an event or a condition; of consents to treatment, payment and operations also `none`. */
  readonly hasExpiry: boolean;
  /** Something was stated that seems to be a time and is none: then nobody knows when it begins, or ends. */
  readonly isPeriodUnreadable?: boolean;
  readonly hasSignature: boolean;
  /** Which version of the form was signed: it holds the right to revoke and the statements of 2.31(a)(6) and (10). */
  readonly hasText: boolean;
}

/**
 * Elements of 42 CFR 2.31(a) that a written consent lacks, in the order of the rule. A consent to treatment,
 * payment and operations may last until revoked; a denial needs no form.
 */
export function missingElements(recorded: RecordedElements): ConsentElement[] {
  if (recorded.decision === 'deny') return [];
  const present: ReadonlyArray<readonly [ConsentElement, boolean]> = [
    ['discloser', recorded.hasDiscloser],
    ['scope', recorded.hasScope],
    ['recipient', recorded.hasRecipient],
    ['purpose', recorded.hasPurpose],
    ['expiry', !recorded.isPeriodUnreadable && (recorded.hasExpiry || recorded.kind === 'tpo')],
    ['signature', recorded.hasSignature],
    ['text', recorded.hasText],
  ];
  return present.flatMap(([element, isPresent]) => (isPresent ? [] : [element]));
}
