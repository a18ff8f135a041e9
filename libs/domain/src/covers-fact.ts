import type { FactLimits, Provision } from './consent.js';
import type { DisclosedFact } from './disclosure-names.js';

/** What is to be told, with what is known of it: a property that is absent cannot be seen. */
export interface ProtectedFact {
  readonly kind: DisclosedFact;
  readonly labels?: readonly string[];
  readonly author?: string;
  readonly encounter?: string;
  readonly item?: string;
  readonly authoredAt?: string;
}

/** What a limit says of a fact: that it is within, that it is not, or that it cannot be seen. */
type Finding = 'within' | 'outside' | 'unseen';

/** Whether a provision that permits covers a fact: only where everything it is limited by can be seen to hold. */
export const coversFact = (provision: Provision, fact: ProtectedFact): boolean =>
  isOfKind(provision, fact) && findings(provision, fact).every((each) => each === 'within');

/** Whether a provision that denies is about a fact: unless it can be seen that it is not. */
export const deniesFact = (provision: Provision, fact: ProtectedFact): boolean =>
  (provision.facts.length === 0 || provision.facts.includes(fact.kind)) &&
  findings(provision, fact).every((each) => each !== 'outside');

const isOfKind = ({ facts }: Provision, { kind }: ProtectedFact): boolean =>
  facts.length === 0 || facts.includes(kind);

function findings(limits: FactLimits, fact: ProtectedFact): Finding[] {
  const { labels, authors, encounters, items, authored } = limits;
  return [
    ...(labels ? [inAny(labels, fact.labels)] : []),
    ...(authors ? [inAny(authors, fact.author && [fact.author])] : []),
    ...(encounters ? [inAny(encounters, fact.encounter && [fact.encounter])] : []),
    ...(items ? [inAny(items, fact.item && [fact.item])] : []),
    ...(authored ? [within(authored, fact.authoredAt)] : []),
  ];
}

const inAny = (stated: readonly string[], known: readonly string[] | '' | undefined): Finding => {
  if (!known) return 'unseen';
  return known.some((each) => stated.includes(each)) ? 'within' : 'outside';
};

function within(
  { from, to }: NonNullable<FactLimits['authored']>,
  authoredAt: string | undefined,
): Finding {
  if (authoredAt === undefined) return 'unseen';
  const at = Date.parse(authoredAt);
  return Date.parse(from) <= at && at < Date.parse(to) ? 'within' : 'outside';
}
