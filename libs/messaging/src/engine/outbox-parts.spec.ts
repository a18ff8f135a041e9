import { partsOf } from './outbox-parts.js';

const rows = (text: string) => [...text].map((key, n) => ({ key, n }));
const shown = (part: ReadonlyArray<{ key: string; n: number }>) =>
  part.map(({ key, n }) => `${key}${n}`).join(' ');

describe('the parts of a refused publish', () => {
  it('are halves of its keys, each in its order', () => {
    const { first, second, areApart } = partsOf(rows('abcabca'));
    expect([shown(first), shown(second), areApart]).toEqual(['a0 b1 a3 b4 a6', 'c2 c5', true]);
  });

  it('are halves in order when it has one key: behind a refused event nothing may go', () => {
    const { first, second, areApart } = partsOf(rows('aaa'));
    expect([shown(first), shown(second), areApart]).toEqual(['a0 a1', 'a2', false]);
  });

  it('come down to single events', () => {
    let part: ReadonlyArray<{ key: string; n: number }> = rows('abababab');
    let steps = 0;
    for (; part.length > 1; steps += 1) part = partsOf(part).first;
    expect([shown(part), steps]).toEqual(['a0', 3]);
  });
});
