import { holdsEntities, plainText } from './plain-text.js';

describe('entities of HTML in a text', () => {
  it.each([
    ['O&#39;Brien', "O'Brien"],
    ['O&#x27;Brien', "O'Brien"],
    ['O&apos;Brien', "O'Brien"],
    ['Mu&ntilde;oz', 'Muñoz'],
    ['Smith &amp; Sons', 'Smith & Sons'],
    ['&quot;Al&quot;', '"Al"'],
  ])('%s is %s', (text, plain) => {
    expect(plainText(text)).toBe(plain);
    expect(holdsEntities(text)).toBe(true);
  });

  it.each(['A&B', 'A & B;', '&nosuchthing;', '&;', '&#;', 'Alder', ''])('%p has none', (text) => {
    expect(plainText(text)).toBe(text);
    expect(holdsEntities(text)).toBe(false);
  });

  it('are decoded once: what they stand for is text', () => {
    expect(plainText('&amp;#39;')).toBe('&#39;');
  });

  it('may be written as whoever asks needs them', () => {
    expect(plainText('a&amp;b', (character) => (character === '&' ? '\\T\\' : character))).toBe(
      'a\\T\\b',
    );
  });
});
