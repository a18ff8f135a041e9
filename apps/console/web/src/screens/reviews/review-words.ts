import type { Accord } from '@handrail/contracts';
import type { PseudonymousReview } from '../../../../src/identity-reviews/identity-reviews.view.js';
import { words } from '../../format/labels.js';

/** Why somebody is asked. A reason that is not listed is shown as its code in words. */
const REASONS: Readonly<Record<string, string>> = {
  'identifiers-of-two-persons': 'One message named both of them',
  'visit-of-another-person': 'A visit of one was told of the other',
  'probable-duplicate': 'Their records are alike',
  'number-shared': 'They share a number that should be one person’s',
  'merge-undone': 'A merge of the two was undone',
};

export const reviewReason = (reason: string): string => REASONS[reason] ?? words(reason);

const FIELDS: Readonly<Record<string, string>> = {
  family: 'Family name',
  given: 'Given name',
  birthDate: 'Birth date',
  sex: 'Sex',
  number: 'Number of an untrusted system',
  phone: 'Phone',
  street: 'Street',
  house: 'House number',
  city: 'City',
  postalCode: 'Postal code',
  state: 'State',
  authority: 'Number of a trusted system',
};

export const fieldTitle = (field: string): string => FIELDS[field] ?? words(field);

export const ACCORD_TITLES: Readonly<Record<Accord, string>> = {
  agrees: 'Agrees',
  nearly: 'Nearly agrees',
  contradicts: 'Contradicts',
  unknown: 'Not told by both',
};

const ORDER: readonly Accord[] = ['contradicts', 'agrees', 'nearly', 'unknown'];

/** What contradicts first, then what agrees: that is what a decision hangs on. */
export const byWeight = (comparison: PseudonymousReview['comparison']) =>
  comparison.toSorted((a, b) => ORDER.indexOf(a.accord) - ORDER.indexOf(b.accord));

/** `3 agree, 1 contradicts` */
export function accordSummary(comparison: PseudonymousReview['comparison']): string {
  const many = (accord: Accord) => comparison.filter((each) => each.accord === accord).length;
  const [agree, nearly, contradict] = [many('agrees'), many('nearly'), many('contradicts')];
  const parts = [
    agree > 0 && `${agree} ${agree === 1 ? 'agrees' : 'agree'}`,
    nearly > 0 && `${nearly} nearly`,
    contradict > 0 && `${contradict} ${contradict === 1 ? 'contradicts' : 'contradict'}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'Nothing to compare';
}
