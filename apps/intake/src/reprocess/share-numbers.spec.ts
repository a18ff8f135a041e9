import type { NumberSighting } from '../person/number-sighting.store.js';
import { movesAmong } from './share-numbers.js';

const sighting = (messageId: string, of: string, day: number, isCertain = true) => ({
  ...{ hash: 'h', messageId, personId: of, isCertain },
  at: `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`,
});

describe('a message that does not say itself owner a shared number is', () => {
  const certain: NumberSighting[] = [
    sighting('m3', 'ada', 20),
    sighting('m1', 'ada', 2),
    sighting('m2', 'bob', 10),
  ];

  it.each([
    [1, 'ada'],
    [2, 'ada'],
    [9, 'ada'],
    [10, 'bob'],
    [19, 'bob'],
    [21, 'ada'],
  ])('goes on day %i to %s', (day, owner) => {
    const other = owner === 'ada' ? 'bob' : 'ada';
    expect([...movesAmong([...certain, sighting('m', other, day, false)])]).toEqual([['m', owner]]);
    expect([...movesAmong([sighting('m', owner, day, false), ...certain])]).toEqual([]);
  });

  it('stays where nobody is seen for certain, or only by another number', () => {
    const elsewhere = { ...sighting('m1', 'bob', 1), hash: 'other' };
    expect([...movesAmong([elsewhere, sighting('m', 'ada', 3, false)])]).toEqual([]);
  });
});
