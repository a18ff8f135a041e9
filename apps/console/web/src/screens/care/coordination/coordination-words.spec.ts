import { filterWords, reviewWords } from './coordination-words.js';

describe('words of coordination', () => {
  it.each([
    ['capability:pregnancy', 'no care in pregnancy'],
    ['capability:co-occurring-enhanced', 'no enhanced care of co-occurring conditions'],
    ['capability:language:es', 'nobody speaks Spanish'],
    ['payer', 'payer not taken'],
    ['a-newer-filter', 'a newer filter'],
  ])('%s reads “%s”', (code, text) => {
    expect(filterWords(code)).toBe(text);
  });

  it('say why somebody has to look, and show a newer reason as its code', () => {
    expect(reviewWords('hold-over')).toBe('Kept by hand for a week or longer');
    expect(reviewWords('a-newer-reason')).toBe('A newer reason');
  });
});
