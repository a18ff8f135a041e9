import type { Accord } from '@handrail/contracts';
import { accordSummary, byWeight, fieldTitle, reviewReason } from './review-words.js';

const of = (...accords: Accord[]) =>
  accords.map((accord, at) => ({ field: `field-${at}`, accord }));

describe('an identity review in words', () => {
  it('says why somebody is asked, also for a reason it does not know', () => {
    expect(reviewReason('probable-duplicate')).toBe('Their records are alike');
    expect(reviewReason('twins-suspected')).toBe('Twins suspected');
    expect([fieldTitle('birthDate'), fieldTitle('middle-name')]).toEqual([
      'Birth date',
      'Middle name',
    ]);
  });

  it('sums up what agrees and what contradicts', () => {
    expect(accordSummary(of('agrees', 'agrees', 'nearly', 'contradicts', 'unknown'))).toBe(
      '2 agree, 1 nearly, 1 contradicts',
    );
    expect(accordSummary(of('unknown'))).toBe('Nothing to compare');
  });

  it('puts first what speaks against it', () => {
    expect(byWeight(of('unknown', 'agrees', 'contradicts')).map(({ accord }) => accord)).toEqual([
      'contradicts',
      'agrees',
      'unknown',
    ]);
  });
});
