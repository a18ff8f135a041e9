import {
  deriveId,
  missingElements,
  OTHER_RECIPIENT,
  type ConsentKind,
  type ConsentLimit,
  type DisclosurePurpose,
} from '@handrail/domain';
import {
  consentEnd,
  consentStart,
  isUnreadableEnd,
  statusAt,
} from '../inbound/domain/consent-period.js';
import {
  ORGANISATION_CODE,
  TPO,
  type ConsentTerms,
  type ProvisionTerms,
} from '../inbound/domain/consent-terms.js';
import type { ConsentRecord } from '../inbound/domain/inbound.js';
import { digest } from '../inbound/digests.js';
import type { Profile } from '../profile/source-profiles.js';
import {
  codesOf,
  identifierOf,
  listOf,
  textOf,
  wordsOf,
  type Coding,
  type FhirIdentifier,
  type Reference,
  type Resource,
} from './fhir-shapes.js';

type Element = Readonly<Record<string, unknown>>;

interface ReadingConsent {
  readonly source: string;
  readonly reportedAt: string;
  readonly profile: Profile;
}

/** The identifier system under which an actor of a consent is a code of an organisation. */
const ORGANISATION_SYSTEM = 'urn:handrail:organisation';

/** Purposes of use (HL7 v3 ActReason). */
const PURPOSES: Readonly<Record<string, readonly DisclosurePurpose[]>> = {
  TREAT: ['treatment'],
  COC: ['treatment'],
  HPAYMT: ['payment'],
  HOPERAT: ['operations'],
  PATRQT: ['patient-request'],
  ETREAT: ['emergency'],
  BTG: ['emergency'],
  HRESCH: ['research'],
  HSYSADMIN: ['audit'],
  HLEGAL: ['legal-proceedings'],
};

/** A FHIR Consent, R4 or R5: what permits or denies, its exceptions, and whether the form is whole. */
export function readConsent(
  consent: Resource,
  { source, reportedAt, profile }: ReadingConsent,
): ConsentRecord {
  const { provision, others, denies } = baseOf(consent);
  const base = withClass(termsOf(provision, profile, isOptOut(consent)), provision);
  const period = periodOf(provision, profile.zone);
  const kind = kindOf(base.purposes, provision);
  const exceptions = [
    ...others.map((each) => exceptionOf(each, profile, denies)),
    ...listOf<Element>(provision['provision']).map((each) =>
      exceptionOf(each, profile, base.decision === 'permit'),
    ),
  ];
  const terms: ConsentTerms = {
    ...base,
    missing: missingOf(consent, granted(kind, base, exceptions), period),
    startsAt: period.startsAt,
    endsAt: period.endsAt,
    revokedAt: textOf(consent['status']) === 'active' ? null : reportedAt,
    exceptions,
  };
  const own = identifierOf(consent) ?? JSON.stringify(consent);
  return {
    consentId: deriveId(0, 'consent', digest(source, own)),
    consentKind: kind,
    status: statusAt(terms, reportedAt),
    reportedAt,
    terms,
    document: consent,
  };
}

interface Base {
  readonly provision: Element;
  /** Further provisions: exceptions from the base, denials unless they state otherwise, or not. */
  readonly others: readonly Element[];
  readonly denies: boolean;
}

/**
 * What exceptions are made from. R5 states it in `decision`, with every provision an exception from it that need
 * not say so; what is stated and cannot be read permits nothing. Before that it is the first provision, and where
 * there is a list of them, whatever of it denies is an exception from the first.
 */
function baseOf(consent: Resource): Base {
  const provisions = listOf<Element>(consent['provision']);
  const { decision, period } = consent;
  if ((decision ?? null) === null) {
    const [provision = {}, ...others] = provisions;
    return { provision, others, denies: true };
  }
  const type = textOf(decision) === 'permit' && !isOptOut(consent) ? 'permit' : 'deny';
  return { provision: { type, period }, others: provisions, denies: type === 'permit' };
}

interface Period {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly hasEnd: boolean;
  /** A beginning nobody can read may be yet to come, an end nobody can read may be past. */
  readonly isUnreadable: boolean;
}

function periodOf(provision: Element, zone: string): Period {
  const [{ start, end } = {}] = listOf<Element>(provision['period']);
  const [from, until] = [textOf(start), textOf(end)];
  const startsAt = from === undefined ? null : consentStart(from, zone);
  const isUnread = (stated: unknown) => textOf(stated) === undefined && (stated ?? null) !== null;
  return {
    startsAt,
    endsAt: until === undefined ? null : consentEnd(until, zone),
    hasEnd: until !== undefined,
    isUnreadable:
      isUnread(start) ||
      isUnread(end) ||
      (from !== undefined && startsAt === null) ||
      isUnreadableEnd(until ?? '', zone),
  };
}

const isOptOut = (consent: Resource): boolean =>
  codesOf(consent['policyRule']).some((code) => /^OPTOUT/.test(code));

function termsOf(provision: Element, profile: Profile, denies: boolean): ProvisionTerms {
  const type = textOf(provision['type']) ?? (denies ? 'deny' : 'permit');
  const actors = listOf<Element>(provision['actor']).flatMap(({ reference }) =>
    listOf<Reference>(reference),
  );
  const purposes = listOf<Coding>(provision['purpose']).flatMap(
    ({ code }) => PURPOSES[textOf(code) ?? ''] ?? [],
  );
  return {
    decision: type === 'deny' ? 'deny' : 'permit',
    recipients: [...new Set(actors.map((actor) => recipientOf(actor, profile)))],
    classes: [],
    purposes: [...new Set(purposes)],
    facts: isOfNotes(provision) ? ['counselling-notes'] : [],
    limits: limitsOf(provision),
  };
}

/**
 * An exception from a provision. One that permits covers nothing where part of it cannot be told in codes: what it
 * is for, whom it names, when it holds, or what it excepts again.
 */
function exceptionOf(provision: Element, profile: Profile, denies: boolean): ProvisionTerms {
  const terms = termsOf(provision, profile, denies);
  const states = (name: string): boolean => listOf(provision[name]).length > 0;
  const isWhole =
    !states('period') &&
    !states('provision') &&
    (terms.purposes.length > 0 || !states('purpose')) &&
    (terms.recipients.length > 0 || !states('actor'));
  return terms.decision === 'deny' || isWhole
    ? terms
    : { ...terms, limits: [...new Set([...terms.limits, 'item' as const])] };
}

function recipientOf({ identifier, display }: Reference, profile: Profile): string {
  const [{ system, value } = {}] = listOf<FhirIdentifier>(identifier);
  const code = textOf(value);
  if (textOf(system) === ORGANISATION_SYSTEM && code && ORGANISATION_CODE.test(code)) return code;
  const words = [code, textOf(display)].filter((word) => word !== undefined);
  return profile.organisationOf(words) ?? OTHER_RECIPIENT;
}

/** Without an actor it is for everybody who takes part in treatment, payment or operations. */
function withClass(terms: ProvisionTerms, provision: Element): ProvisionTerms {
  const isOpen = listOf(provision['actor']).length === 0 && terms.decision === 'permit';
  const isTpo = terms.purposes.length > 0 && terms.purposes.every((each) => TPO.includes(each));
  return isOpen && isTpo
    ? { ...terms, classes: ['treating-providers', 'payers', 'helpers'] }
    : terms;
}

/** Psychotherapy notes (HL7 v3 ActCode), which a consent names alone. */
const isOfNotes = (provision: Element): boolean =>
  labelsOf(provision).some((label) => label === 'PSYTHPN');

const labelsOf = (provision: Element): string[] => wordsOf(provision['securityLabel']);

function limitsOf(provision: Element): ConsentLimit[] {
  const meanings = listOf<Element>(provision['data']).map(({ meaning }) => textOf(meaning));
  return [
    ...(labelsOf(provision).length > 0 && !isOfNotes(provision) ? (['label'] as const) : []),
    ...(meanings.includes('authoredby') ? (['author'] as const) : []),
    ...(meanings.includes('related') ? (['encounter'] as const) : []),
    ...(meanings.some((each) => each === 'instance' || each === 'dependents')
      ? (['item'] as const)
      : []),
    ...(listOf(provision['dataPeriod']).length > 0 ? (['authored-time'] as const) : []),
    ...(['class', 'code', 'action'].some((each) => listOf(provision[each]).length > 0)
      ? (['item'] as const)
      : []),
  ];
}

function kindOf(purposes: readonly DisclosurePurpose[], provision: Element): ConsentKind {
  if (isOfNotes(provision)) return 'notes';
  if (purposes.includes('legal-proceedings')) return 'legal';
  return TPO.every((each) => purposes.includes(each)) ? 'tpo' : 'single';
}

type Granted = Pick<ProvisionTerms, 'decision' | 'recipients' | 'classes' | 'purposes'> & {
  readonly kind: ConsentKind;
};

/**
 * What a consent permits: by itself or, where it denies, by exceptions from that, which need a whole form as well.
 * Such a one may last until revoked where each of its permissions is to treatment, payment and operations.
 */
function granted(
  kind: ConsentKind,
  base: ProvisionTerms,
  exceptions: readonly ProvisionTerms[],
): Granted {
  const permitting = exceptions.filter(({ decision }) => decision === 'permit');
  if (base.decision === 'permit' || permitting.length === 0) return { kind, ...base };
  const filled = permitting.map(({ recipients, purposes }) => ({
    recipients: recipients.length > 0 ? recipients : base.recipients,
    purposes: purposes.length > 0 ? purposes : base.purposes,
  }));
  const isTpo = filled.every(({ purposes }) => TPO.every((each) => purposes.includes(each)));
  return {
    ...{ kind: isTpo ? 'tpo' : 'single', decision: 'permit', classes: base.classes },
    recipients: filled.flatMap(({ recipients }) => recipients),
    purposes: filled.flatMap(({ purposes }) => purposes),
  };
}

/** Which elements of 42 CFR 2.31(a) the resource holds none of; a form is named by its policy. */
function missingOf(
  consent: Resource,
  { kind, decision, recipients, classes, purposes }: Granted,
  { hasEnd, isUnreadable }: Period,
) {
  const isPrivacy = codesOf(consent['scope']).every((code) => code === 'patient-privacy');
  const has = (...names: string[]): boolean =>
    names.some((name) => listOf(consent[name]).length > 0);
  return missingElements({
    ...{ kind, decision },
    hasDiscloser: has('organization', 'controller'),
    // R5 has no scope any more: it is for privacy alone.
    hasScope: isPrivacy && (has('scope') || textOf(consent['decision']) !== undefined),
    hasRecipient: recipients.length + classes.length > 0,
    hasPurpose: purposes.length > 0,
    hasExpiry: hasEnd,
    isPeriodUnreadable: isUnreadable,
    hasSignature: has('sourceReference', 'sourceAttachment', 'verification'),
    hasText: has('policy', 'policyRule', 'policyText', 'policyBasis', 'regulatoryBasis'),
  });
}
