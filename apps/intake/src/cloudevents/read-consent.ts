import {
  deriveId,
  DISCLOSED_FACTS,
  DISCLOSURE_PURPOSES,
  missingElements,
  OTHER_RECIPIENT,
  toCareTime,
  type ConsentKind,
  type DisclosedFact,
  type DisclosurePurpose,
  type RecipientClass,
} from '@handrail/domain';
import { consentEnd, isUnreadableEnd, statusAt } from '../inbound/domain/consent-period.js';
import { TPO, type ConsentTerms } from '../inbound/domain/consent-terms.js';
import type { ConsentRecord } from '../inbound/domain/inbound.js';
import { digest } from '../inbound/digests.js';
import type { Profile } from '../profile/source-profiles.js';
import type { InboundConsent } from './inbound-types.js';

export interface AboutConsent {
  /** The source, and the id of its event for a consent without an id of its own. */
  readonly source: string;
  readonly eventId: string;
  /** The zone its days are in, and the organisations its names mean. */
  readonly profile: Pick<Profile, 'zone' | 'organisationOf'>;
  readonly reportedAt: string;
}

/** A consent as an event states it: the words are kept sealed, others are told codes and times. */
export function readConsent(stated: InboundConsent, about: AboutConsent): ConsentRecord {
  const { source, eventId, profile, reportedAt } = about;
  const terms = termsOf(stated, profile);
  return {
    consentId: deriveId(0, 'consent', digest(source, stated.id ?? eventId)),
    consentKind: kindOf(stated),
    status: statusAt(terms, reportedAt),
    reportedAt,
    terms,
    document: stated,
  };
}

const kindOf = ({ kind }: InboundConsent): ConsentKind => kind ?? 'tpo';

function termsOf(stated: InboundConsent, profile: AboutConsent['profile']): ConsentTerms {
  const kind = kindOf(stated);
  const decision = stated.decision ?? 'permit';
  const recipients = listOf(stated.recipients).map((each) => recipientOf(each, profile));
  const words = listOf(stated.recipients).filter((each) => typeof each === 'string');
  const classes = [...new Set([...(stated.classes ?? []), ...classesIn(words)])];
  const purposes = purposesOf(stated);
  const scope = scopeOf(stated);
  return {
    ...{ decision, recipients: [...new Set(recipients)], classes, purposes, ...scope },
    missing: missingElements({
      ...{ kind, decision },
      hasDiscloser: listOf(stated.discloser).length > 0,
      hasScope: listOf(stated.scope).length > 0 || (stated.facts ?? []).length > 0,
      hasRecipient: recipients.length + classes.length > 0,
      hasPurpose: isStated(stated.purpose) || purposes.length > 0,
      hasExpiry: isStated(stated.expires),
      isPeriodUnreadable: isUnreadableEnd(stated.expires ?? '', profile.zone),
      hasSignature: isStated(stated.signedAt),
      hasText: isStated(stated.textVersion),
    }),
    startsAt: stated.startsAt ? toCareTime(stated.startsAt)! : null,
    endsAt: stated.expires ? consentEnd(stated.expires, profile.zone) : null,
    revokedAt: stated.revokedAt ? toCareTime(stated.revokedAt)! : null,
    exceptions: [],
  };
}

/** Null says as much as leaving it out: an element that is nothing is no element. */
const isStated = (value: unknown): boolean => value !== undefined && value !== null;

const listOf = <T>(stated: T | readonly T[] | null | undefined): readonly T[] =>
  Array.isArray(stated) ? (stated as readonly T[]) : ([stated ?? []].flat() as readonly T[]);

/** A code that is stated as one; a name only where the profile of the source says whose it is. */
const recipientOf = (
  stated: string | { readonly organisation: string },
  profile: AboutConsent['profile'],
): string =>
  typeof stated === 'string'
    ? (profile.organisationOf([stated]) ?? OTHER_RECIPIENT)
    : stated.organisation;

/** The words of 42 CFR 2.31(a)(4)(ii) for recipients as a class. */
const CLASS_WORDS: ReadonlyArray<readonly [RegExp, RecipientClass]> = [
  [/treating providers?/i, 'treating-providers'],
  [/payers?|health plans?/i, 'payers'],
  [/helping to operate/i, 'helpers'],
];

const classesIn = (words: readonly string[]): RecipientClass[] =>
  CLASS_WORDS.flatMap(([named, name]) => (words.some((word) => named.test(word)) ? [name] : []));

const AT_REQUEST = /at (my|the) request/i;

/** Codes that are stated, those a kind of consent stands for, or the code its words are. */
function purposesOf(stated: InboundConsent): DisclosurePurpose[] {
  if (stated.purposes) return [...stated.purposes];
  if (stated.kind === 'legal') return ['legal-proceedings'];
  if (kindOf(stated) === 'tpo') return [...TPO];
  const word = stated.purpose?.trim().toLowerCase() ?? '';
  if (AT_REQUEST.test(word)) return ['patient-request'];
  return DISCLOSURE_PURPOSES.filter((purpose) => purpose === word.replaceAll(' ', '-'));
}

/** Everything, facts by their codes, or what only its words say, which nobody else can go by. */
function scopeOf(stated: InboundConsent): Pick<ConsentTerms, 'facts' | 'limits'> {
  if (stated.facts) return { facts: [...stated.facts], limits: [] };
  const words = listOf(stated.scope).map((word) => word.trim().toLowerCase());
  if (words.length === 0 || words.some((word) => /^all\b/.test(word)))
    return { facts: [], limits: [] };
  const facts: DisclosedFact[] = DISCLOSED_FACTS.filter((fact) => words.includes(fact));
  return facts.length > 0 ? { facts, limits: [] } : { facts: [], limits: ['item'] };
}
