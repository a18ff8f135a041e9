import { isOfRetired } from './division.js';

const moved = { identifiers: new Set(['old']), visits: new Set(['v-old']) };
const survivors = new Set(['ana']);
const goes = (identifiers: string[], visitKey: string | null = null) =>
  isOfRetired({ identifiers, visitKey }, moved, survivors);

describe('a message of a person who becomes two again', () => {
  it('goes by the first identifier that was known before', () => {
    expect([goes(['old']), goes(['ana']), goes(['new', 'old']), goes(['ana', 'old'])]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('goes with its visit when it names nobody who was known', () => {
    expect([goes([], 'v-old'), goes(['new'], 'v-old'), goes([], 'v-ana'), goes([])]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(goes(['ana'], 'v-old')).toBe(false);
  });
});
