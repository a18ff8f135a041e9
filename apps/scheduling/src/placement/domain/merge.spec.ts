import {
  allotted,
  asked,
  determined,
  newest,
  nobody,
  settled,
  shown,
} from '../../testing/builders.js';
import { evolve } from './evolve.js';
import { mergePlacements, settleMerged } from './merge.js';
import type { PersonPlacements } from './placement.js';

const requestedBy = (name: string, level: 'IOP' | 'PHP' = 'IOP') =>
  asked(nobody, determined(name, { level }), name);
const placedBy = (name: string, level: 'IOP' | 'PHP' = 'IOP') => {
  const person = requestedBy(name, level);
  return settled(person, allotted(newest(person)));
};

function merged(survivor: PersonPlacements, retired: PersonPlacements): PersonPlacements {
  const both = mergePlacements(survivor, retired);
  const decision = settleMerged(both);
  return evolve(both, decision.kind === 'happened' ? decision.events : []);
}

describe('two persons who are one', () => {
  it('keep the older of two confirmed places', () => {
    const older = placedBy('a', 'PHP');
    const placement = { ...newest(older), createdAt: '2026-11-01T00:00:00.000Z' };
    expect(shown(merged(placedBy('b'), { ...older, placements: [placement] }))).toEqual([
      'IOP withdrawn persons-merged',
      'PHP confirmed',
    ]);
  });

  it('wait once for one level', () => {
    const lines = shown(merged(requestedBy('a'), requestedBy('b')));
    expect(lines.toSorted()).toEqual(['IOP requested', 'IOP withdrawn persons-merged']);
  });

  it('do not wait for a level they hold', () => {
    expect(shown(merged(requestedBy('a'), placedBy('b')))).toEqual([
      'IOP withdrawn persons-merged',
      'IOP confirmed',
    ]);
  });

  it('keep a place and a request for another level', () => {
    expect(shown(merged(requestedBy('a', 'PHP'), placedBy('b')))).toEqual([
      'PHP requested',
      'IOP confirmed',
    ]);
  });
});
