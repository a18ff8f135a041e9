import { OTHER_RECIPIENT, type Consent, type FactLimits, type Provision } from './consent.js';
import { coversFact, deniesFact, type ProtectedFact } from './covers-fact.js';
import type {
  ConsentKind,
  DenialReason,
  DisclosureBasis,
  DisclosurePurpose,
  RecipientClass,
} from './disclosure-names.js';

/** Who is to be told. */
export interface Recipient {
  readonly organisation: string;
  /** Classes it belongs to for this person: whoever treats them is a treating provider. */
  readonly classes: readonly RecipientClass[];
}

/** A ground to tell without consent, of one recipient and for some time. */
export interface Ground {
  readonly id: string;
  readonly basis: Exclude<DisclosureBasis, 'consent'>;
  readonly recipient: string;
  readonly from: string;
  readonly until: string | null;
  /** Who approved it, where the rule asks for somebody. */
  readonly approvedBy: string | null;
}

/** What is asked: may this recipient be told this fact, for this purpose, now? */
export interface DisclosureAsked {
  readonly recipient: Recipient;
  readonly purpose: DisclosurePurpose;
  readonly fact: ProtectedFact;
  readonly now: string;
}

export type DisclosureDecision =
  | { readonly kind: 'permitted'; readonly basis: DisclosureBasis; readonly restsOn: string }
  | { readonly kind: 'denied'; readonly reason: DenialReason };

/**
 * Whether a fact about a person may be told to somebody outside. First a ground that needs no consent
 * (42 CFR 2.51 to 2.67), then consents: any that denies wins over every one that permits, whichever is newer;
 * of those that permit, one has to be whole (2.31), live, name the recipient or a class the rule allows, and
 * cover purpose and fact. Proceedings and counselling notes are told by a consent to nothing else.
 */
export function mayDisclose(
  consents: readonly Consent[],
  grounds: readonly Ground[],
  asked: DisclosureAsked,
): DisclosureDecision {
  const grounded = byGround(grounds, asked);
  if (grounded?.kind === 'permitted') return grounded;
  if (consents.some((consent) => denies(consent, asked))) return denied('denied-by-person');
  const reasons = consents.map((consent) => ({ consent, reason: whyNot(consent, asked) }));
  const permitting = reasons.find(({ reason }) => reason === null);
  if (permitting) return { kind: 'permitted', basis: 'consent', restsOn: permitting.consent.id };
  return grounded ?? denied(nearest(reasons.map(({ reason }) => reason!)));
}

const denied = (reason: DenialReason): DisclosureDecision => ({ kind: 'denied', reason });

/** Grounds for which somebody has to have said yes (2.52, 2.53, 2.61 to 2.67). */
const NEEDS_APPROVAL: ReadonlySet<DisclosureBasis> = new Set(['court-order', 'research', 'audit']);

/** What each ground is for; an emergency and an agreement open everything but counselling notes. */
const PURPOSES: Readonly<Record<Ground['basis'], readonly DisclosurePurpose[]>> = {
  'medical-emergency': ['treatment', 'emergency'],
  'court-order': ['legal-proceedings'],
  'service-agreement': ['treatment', 'payment', 'operations'],
  audit: ['audit'],
  research: ['research'],
};

/** Null when no ground is about this at all. */
function byGround(
  grounds: readonly Ground[],
  { recipient, purpose, fact, now }: DisclosureAsked,
): DisclosureDecision | null {
  const live = grounds.filter(
    (ground) =>
      ground.recipient === recipient.organisation &&
      PURPOSES[ground.basis].includes(purpose) &&
      (fact.kind !== 'counselling-notes' || ground.basis === 'court-order') &&
      isWithin(now, ground.from, ground.until),
  );
  const approved = live.find(
    ({ basis, approvedBy }) => approvedBy !== null || !NEEDS_APPROVAL.has(basis),
  );
  if (approved) return { kind: 'permitted', basis: approved.basis, restsOn: approved.id };
  return live.length > 0 ? denied('not-approved') : null;
}

const isWithin = (now: string, from: string | null, until: string | null): boolean =>
  (from === null || Date.parse(from) <= Date.parse(now)) &&
  (until === null || Date.parse(now) < Date.parse(until));

/** A person who denies need not fill in a form, and whoever it concerns is denied also when unsure. */
function denies(consent: Consent, asked: DisclosureAsked): boolean {
  if (consent.revokedAt !== null || !isWithin(asked.now, consent.startsAt, consent.endsAt))
    return false;
  const provision = [...exceptionsOf(consent), consent].find((each) =>
    each.decision === 'deny' ? isDenied(each, asked) : permits(each, consent.kind, asked),
  );
  return provision?.decision === 'deny';
}

/** Exceptions with what they leave open filled in from the consent they except from. */
const exceptionsOf = (consent: Consent): Provision[] =>
  consent.exceptions.map((each) => {
    const namesNobody = each.recipients.length === 0 && each.classes.length === 0;
    return {
      ...(each.decision === 'permit' ? limitsOf(consent) : {}),
      ...each,
      recipients: namesNobody ? consent.recipients : each.recipients,
      classes: namesNobody ? consent.classes : each.classes,
      purposes: each.purposes.length === 0 ? consent.purposes : each.purposes,
      facts: each.facts.length === 0 ? consent.facts : each.facts,
    };
  });

/** A permission within a denial is about no more facts than the denial. */
const limitsOf = ({ labels, authors, encounters, items, authored }: Provision): FactLimits => ({
  ...(labels && { labels }),
  ...(authors && { authors }),
  ...(encounters && { encounters }),
  ...(items && { items }),
  ...(authored && { authored }),
});

/** Whether a denial is about what is asked: of anybody where it names nobody that is known, of any purpose likewise. */
function isDenied(provision: Provision, { recipient, purpose, fact }: DisclosureAsked): boolean {
  const { recipients, classes, purposes } = provision;
  const concernsThem =
    (recipients.length === 0 && classes.length === 0) ||
    // Somebody is denied whom nobody here knows: it may be whoever asks.
    recipients.includes(OTHER_RECIPIENT) ||
    recipients.includes(recipient.organisation) ||
    classes.some((each) => recipient.classes.includes(each));
  const isForThis = purposes.length === 0 || purposes.includes(purpose);
  return concernsThem && isForThis && deniesFact(provision, fact);
}

/** Whether a permission is about what is asked, in every respect. */
const permits = (provision: Provision, kind: ConsentKind, asked: DisclosureAsked): boolean =>
  isNamed(provision, kind, asked) &&
  provision.purposes.includes(asked.purpose) &&
  coversFact(provision, asked.fact);

const CLASS_OF: Readonly<Partial<Record<DisclosurePurpose, RecipientClass>>> = {
  treatment: 'treating-providers',
  payment: 'payers',
  operations: 'helpers',
};

/** By its code, or in a class: of treating providers for treatment and so on, where the consent is for all three. */
function isNamed(
  { recipients, classes }: Provision,
  kind: ConsentKind,
  { recipient, purpose }: DisclosureAsked,
): boolean {
  if (recipients.includes(recipient.organisation)) return true;
  const ofPurpose = CLASS_OF[purpose];
  return (
    kind === 'tpo' &&
    ofPurpose !== undefined &&
    classes.includes(ofPurpose) &&
    recipient.classes.includes(ofPurpose)
  );
}

/** Why a consent does not permit what is asked; null when it does. Whoever comes furthest says why. */
function whyNot(consent: Consent, asked: DisclosureAsked): DenialReason | null {
  const { kind, missing, revokedAt, startsAt, endsAt } = consent;
  const { now, purpose, fact } = asked;
  const granting = exceptionsOf(consent).find(
    (each) => each.decision === 'permit' && permits(each, kind, asked),
  );
  const provision = granting ?? consent;
  if (provision.decision === 'deny') return 'no-consent';
  if (!isNamed(provision, kind, asked) && !missing.includes('recipient'))
    return 'recipient-not-named';
  if (missing.length > 0) return 'consent-incomplete';
  if (revokedAt !== null) return 'consent-revoked';
  if (!isWithin(now, startsAt, null)) return 'consent-not-begun';
  if (!isWithin(now, null, endsAt)) return 'consent-expired';
  if ((kind === 'legal') !== (purpose === 'legal-proceedings')) return 'needs-own-consent';
  if ((kind === 'notes') !== (fact.kind === 'counselling-notes')) return 'needs-own-consent';
  if (!provision.purposes.includes(purpose)) return 'purpose-not-covered';
  return coversFact(provision, fact) ? null : 'fact-not-covered';
}

/** In the order in which a consent is looked at. */
const FAR: readonly DenialReason[] = [
  'no-consent',
  'recipient-not-named',
  'consent-incomplete',
  'consent-revoked',
  'consent-not-begun',
  'consent-expired',
  'needs-own-consent',
  'purpose-not-covered',
  'fact-not-covered',
];

/** The reason that says most to whoever could mend it: how far the best of the consents came. */
const nearest = (reasons: readonly DenialReason[]): DenialReason =>
  FAR[Math.max(0, ...reasons.map((reason) => FAR.indexOf(reason)))]!;
