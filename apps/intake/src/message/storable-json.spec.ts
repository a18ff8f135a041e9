import { isStorable } from './storable-json.js';

describe('a value that PostgreSQL can keep', () => {
  it.each(['', 'Ñandú', '🌎', '\\u0000', '\\\\u0000', 'a\\', null])('%j is one', (text) => {
    expect(isStorable({ text })).toBe(true);
  });

  it.each(['a\u0000b', '\\\u0000', '\ud83c', 'x\udf0ey'])('%j is none', (text) => {
    expect(isStorable([{ text }])).toBe(false);
    expect(isStorable({ [text]: 1 })).toBe(false);
  });
});
