import type { DisclosedToAnswer } from '@handrail/contracts';
import type { DisclosureChannel } from './disclosure.js';

/** A row of the ledger as an accounting shows it. */
export interface AccountedDisclosure {
  readonly at: string;
  readonly organisation: string;
  readonly recipient: string;
  readonly channel: DisclosureChannel;
  readonly facts: readonly string[];
  readonly purpose: string;
  readonly basis: string;
}

const HOW: Readonly<Record<DisclosureChannel, string>> = {
  offer: 'was asked to take the person',
  place: 'was given the person to take',
  'offer-list': 'looked at its offers',
  'offer-answer': 'answered an offer',
  'fhir-task': 'read what became of the referral',
  calendar: 'read the dates of sessions',
  webhook: 'was sent that something had changed',
};

const FACT_WORDS: Readonly<Record<string, string>> = {
  referral: 'that the person was referred and what became of it',
  appointments: 'when the person has appointments',
  'level-of-care': 'the level of care',
  identity: 'who the person is',
  'counselling-notes': 'counselling notes',
};

const BASIS_WORDS: Readonly<Record<string, string>> = {
  consent: 'with the consent of the person',
  'medical-emergency': 'without consent, in a medical emergency (42 CFR 2.51)',
  'court-order': 'by order of a court',
  'service-agreement': 'under an agreement of services',
  audit: 'for an audit',
  research: 'for research',
};

const words = (code: string): string => code.replaceAll('-', ' ');

/** A disclosure in plain words, for the person it is about: who, how, what, what for, by what right. */
export function disclosureText(row: AccountedDisclosure): string {
  const { organisation, recipient, channel, facts, purpose, basis } = row;
  const who = recipient === organisation ? organisation : `${organisation} (${recipient})`;
  const what = facts.map((fact) => FACT_WORDS[fact] ?? words(fact)).join('; ');
  const right = BASIS_WORDS[basis] ?? words(basis);
  return `${who} ${HOW[channel]}, and learned ${what}. For ${words(purpose)}, ${right}.`;
}

/** Each organisation that was told, with how often and what; who was told last comes first. */
export function disclosedTo(rows: readonly AccountedDisclosure[]): DisclosedToAnswer[] {
  const organisations = [...new Set(rows.map(({ organisation }) => organisation))];
  return organisations
    .map((organisation) => {
      const of = rows.filter((row) => row.organisation === organisation);
      const times = of.map(({ at }) => at).toSorted();
      return {
        ...{ organisation, times: of.length, firstAt: times[0]!, lastAt: times.at(-1)! },
        facts: [...new Set(of.flatMap(({ facts }) => facts))],
      };
    })
    .toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
}
