import {
  isStorableText,
  STORABLE_BYTES,
  toStorable,
  unstorablePath,
  withStorableTexts,
} from './storable.js';

const many = (first: number, length: number) =>
  Array.from({ length }, (_, at) => String.fromCodePoint(first + ((at * 7_919) % 20_000))).join('');

describe('a text that the database can keep and index', () => {
  it.each(['', 'Ñandú', '🌎', '\\u0000', 'a'.repeat(STORABLE_BYTES)])(
    '%j stays as it is',
    (text) => {
      expect(isStorableText(text)).toBe(true);
      expect(toStorable(text)).toBe(text);
    },
  );

  it.each([
    ['a\u0000b', 'a\uFFFDb'],
    ['\ud83c', '\uFFFD'],
    ['x\udf0ey', 'x\uFFFDy'],
    ['\udf0e\ud83c\udf0e\ud83c', '\uFFFD🌎\uFFFD'],
  ])('%j gets a sign in the place of what cannot be kept', (text, expected) => {
    expect(isStorableText(text)).toBe(false);
    expect(toStorable(text)).toBe(expected);
  });

  it.each([
    ['a script of three bytes', many(0x4e00, 2_048)],
    ['characters of four bytes', '🌎'.repeat(2_048)],
    ['plain letters', 'a'.repeat(3_000)],
    ['NUL only', '\u0000'.repeat(2_048)],
  ])('is bounded in bytes: %s', (_name, text) => {
    const short = toStorable(text);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(STORABLE_BYTES);
    expect(Buffer.byteLength(short)).toBeGreaterThan(STORABLE_BYTES - 8);
    expect(isStorableText(short)).toBe(true);
    expect(short).toMatch(/…#[0-9a-f]{16}$/);
    expect(toStorable(short)).toBe(short);
  });

  it('tells long texts apart that begin the same', () => {
    const long = 'a'.repeat(4_000);
    expect(toStorable(`${long}1`)).not.toBe(toStorable(`${long}2`));
  });
});

describe('a value with texts in it', () => {
  it('names the place of what cannot be kept, never the value', () => {
    expect(unstorablePath({ a: [1, null, { 'b/c': 'x\u0000' }] })).toBe('/a/2/b~1c');
    expect(unstorablePath({ a: { 'secret\u0000': 1 } })).toBe('/a/?');
    expect(unstorablePath('\ud800')).toBe('');
    expect(unstorablePath({ a: ['fine', 1, true, null] })).toBeUndefined();
  });

  it('is the same value where all of it can be kept, else a copy that can', () => {
    const fine = { a: ['b'] };
    expect(withStorableTexts(fine)).toBe(fine);
    expect(withStorableTexts({ 'a\u0000': ['\ud800', { b: 'ok', n: 1, z: null }] })).toEqual({
      'a\uFFFD': ['\uFFFD', { b: 'ok', n: 1, z: null }],
    });
  });
});
