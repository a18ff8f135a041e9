import type { AgedNumberAnswer } from '@handrail/contracts';
import { ageWords, isDoubtful, sureWords } from './capacity-words.js';

const NOW = Date.parse('2026-11-18T12:00:00Z');
const number = (change: Partial<AgedNumberAnswer> = {}): AgedNumberAnswer => ({
  ...{ value: 3, asOf: '2026-11-17T12:00:00Z', source: 'report', confidence: 0.5 },
  ...change,
});

describe('a number of places', () => {
  it('says where it comes from and how old it is', () => {
    expect(ageWords(number(), NOW)).toBe('reported 1 d ago');
    expect(ageWords(number({ source: 'person', asOf: '2026-11-18T09:00:00Z' }), NOW)).toBe(
      'counted by a person 3 h ago',
    );
    expect(ageWords(number({ asOf: null }), NOW)).toBe('never reported');
  });

  it('says how sure it is, and is doubtful after two days without news', () => {
    expect(sureWords(number({ confidence: 0.707 }))).toBe('71 % sure');
    expect([0.25, 0.249].map((confidence) => isDoubtful(number({ confidence })))).toEqual([
      false,
      true,
    ]);
  });
});
