import { needWords } from './needs-words.js';

describe('what a person needs', () => {
  it.each([
    ['language:es', 'Speaks Spanish only'],
    ['24-hour', 'Watched day and night'],
    ['family-services', 'Family services'],
  ])('%s reads “%s”', (code, text) => {
    expect(needWords(code)).toBe(text);
  });
});
