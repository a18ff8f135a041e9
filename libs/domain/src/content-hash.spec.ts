import { canonicalJson, contentHash } from './content-hash.js';

describe('contentHash', () => {
  it('does not depend on the order of keys or on fields without a value', () => {
    expect(contentHash({ b: [1, { d: 2, c: 3 }], a: undefined })).toBe(
      contentHash({ b: [1, { c: 3, d: 2 }] }),
    );
  });

  it('depends on every value and on the order of lists', () => {
    const hashes = [{ a: [1, 2] }, { a: [2, 1] }, { a: ['1', 2] }, { a: null }].map(contentHash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('writes plain JSON', () => {
    expect(canonicalJson({ z: null, a: 'x' })).toBe('{"a":"x","z":null}');
  });
});
