import type { ConsentKind } from '@handrail/domain';

/** A consent as it is typed. */
export interface TypedConsent {
  readonly kind: ConsentKind;
  readonly decision: 'permit' | 'deny';
  readonly recipients: string;
  readonly purposes: readonly string[];
  readonly facts: readonly string[];
  readonly discloser: string;
  readonly textVersion: string;
  /** `YYYY-MM-DD`, as a browser gives it; empty when nobody chose. */
  readonly signedOn: string;
  readonly expires: string;
}

export const NOTHING_TYPED: TypedConsent = {
  ...{ kind: 'tpo', decision: 'permit', recipients: '', facts: [], discloser: '' },
  purposes: ['treatment', 'payment', 'operations'],
  ...{ textVersion: '', signedOn: '', expires: '' },
};

const listOf = (typed: string): string[] =>
  typed
    .split(',')
    .map((code) => code.trim().toLowerCase())
    .filter(Boolean);

/** Whether every element of 42 CFR 2.31(a) is there; a denial needs none of them. */
export function isWhole(typed: TypedConsent): boolean {
  if (typed.decision === 'deny') return true;
  const { kind, recipients, purposes, discloser, textVersion, signedOn, expires } = typed;
  const hasEnd = expires !== '' || kind === 'tpo';
  const isNamed = listOf(recipients).length > 0 && purposes.length > 0;
  return isNamed && hasEnd && [discloser, textVersion, signedOn].every((text) => text.trim());
}

/** What is sent: what is left empty is left out. */
export function toRecord(typed: TypedConsent, by: string, timeZone: string): object {
  const { kind, decision, purposes, facts, discloser, textVersion, signedOn, expires } = typed;
  const stated = {
    ...(discloser.trim() ? { discloser: discloser.trim() } : {}),
    ...(textVersion.trim() ? { textVersion: textVersion.trim() } : {}),
    ...(signedOn ? { signedAt: `${signedOn}T12:00:00Z` } : {}),
    ...(expires ? { expires } : {}),
  };
  return {
    ...{ by, reason: decision === 'permit' ? 'signed' : 'withheld' },
    ...{ kind, decision, recipients: listOf(typed.recipients), purposes, facts, timeZone },
    ...(decision === 'permit' ? stated : {}),
  };
}
