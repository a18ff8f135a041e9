import { canBeOffered, exclusionWords, partWords } from './exclusion-words.js';

describe('why a track is no option', () => {
  it('is said in words, with what would change it', () => {
    expect(exclusionWords('payer').reason).toBe('Does not take the payer');
    expect(exclusionWords('capability:pregnancy')).toEqual({
      reason: 'Does not offer care in pregnancy',
      change: 'The program offers care in pregnancy; without it the place is not safe.',
    });
    expect(exclusionWords('capability:language:es').reason).toBe(
      'Does not have somebody who speaks Spanish',
    );
    expect(exclusionWords('something-new').reason).toBe('Something new');
  });

  it.each([
    [['region', 'payer'], true],
    [[], true],
    [['full'], false],
    [['region', 'capability:moud'], false],
    [['closed'], false],
    [['level'], false],
  ])('%j may be offered by hand: %s', (codes, may) => {
    expect(canBeOffered(codes)).toBe(may);
  });

  it('leaves out parts of a score that gave nothing, the largest first', () => {
    expect(partWords({ near: 0.1, startsSoon: 0.35, certain: 0, later: 0.01 })).toEqual([
      'starts soon 0.35',
      'near 0.10',
      'later 0.01',
    ]);
  });
});
