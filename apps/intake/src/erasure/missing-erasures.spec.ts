import type { Erasure } from './erasure.js';
import { missingFrom, together } from './missing-erasures.js';

const erasure = (id: string, day: number): Erasure => ({
  ...{ id, erasedAt: `2026-11-0${day}T10:00:00.000Z`, reason: 'person-asked' },
  ...{ persons: [`person-${id}`], dataKeys: [], claims: [] },
});
const [first, second, third] = [erasure('a', 1), erasure('b', 2), erasure('c', 3)];

describe('two lists of erasures', () => {
  it('lack what only the other has', () => {
    expect(missingFrom([first, third], [first, second, third])).toEqual([second]);
    expect(missingFrom([first, second], [first])).toEqual([]);
    expect(missingFrom([], [first])).toEqual([first]);
  });

  it('are one together, each erasure once and the oldest first', () => {
    expect(together([first, third], [second, third])).toEqual([first, second, third]);
    expect(together([], [])).toEqual([]);
  });
});
