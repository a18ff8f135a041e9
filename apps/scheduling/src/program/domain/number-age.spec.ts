import { program, track } from '../../testing/builders.js';
import { capacityCodeOf } from './capacity-code.js';
import { confidenceOf, numbersOf } from './number-age.js';
import type { Places, Program } from './program.js';

const NOW = '2026-11-18T12:00:00.000Z';
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

function withPlaces(change: Partial<Places>, of: Partial<Program> = {}) {
  const base = track({ capacity: 10, used: 4 });
  const changed = { ...base, places: { ...base.places, ...change } };
  return { program: program('harbor', { ...of, tracks: [changed] }), track: changed };
}
const numbers = (change: Partial<Places>) => {
  const { program: of, track: changed } = withPlaces(change);
  return numbersOf(of, changed, NOW);
};

describe('the confidence in a number', () => {
  it.each([
    [0, 1],
    [24, 0.5],
    [48, 0.25],
    [12, 0.707],
    [-1, 1],
  ])('after %d hours without news is %d', (hours, confidence) => {
    expect(confidenceOf(hoursAgo(hours), NOW)).toBe(confidence);
  });

  it('nobody ever said is none', () => {
    expect(confidenceOf(null, NOW)).toBe(0);
  });
});

describe('the numbers of a track', () => {
  it('are each as old as what was said of them', () => {
    const all = numbers({
      ...{ asOf: hoursAgo(48), capacitySource: 'report' },
      ...{ takenElsewhere: 3, occupiedAsOf: hoursAgo(24), occupiedSource: 'person' },
      usedAsOf: hoursAgo(0),
    });
    expect(all.capacity).toMatchObject({ value: 10, source: 'report', confidence: 0.25 });
    expect(all.takenElsewhere).toMatchObject({ value: 3, source: 'person', confidence: 0.5 });
    expect(all.confirmed).toMatchObject({ value: 4, source: 'own-events', confidence: 1 });
  });

  it('a placement renews what it counts, not how many places there are', () => {
    const { free, confirmed } = numbers({ asOf: hoursAgo(48), usedAsOf: NOW });
    expect(confirmed.confidence).toBe(1);
    expect(free).toEqual({ value: 6, asOf: hoursAgo(48), source: 'person', confidence: 0.25 });
  });
});

describe('the code of a track', () => {
  const code = (change: Partial<Places>, of: Partial<Program> = {}) => {
    const { program: changed, track: its } = withPlaces(change, of);
    return capacityCodeOf(changed, its);
  };

  it.each([
    ['capacity', {}, {}],
    ['additional-assessment-required', {}, { acceptance: 'by-offer' as const }],
    ['waitlist', { used: 10 }, {}],
    ['waitlist', { blocked: 6 }, { acceptance: 'by-offer' as const }],
    ['no-capacity', {}, { closed: true }],
    ['no-capacity', { capacity: 0, used: 0 }, {}],
  ])('is %s', (expected, change, of) => {
    expect(code(change, of)).toBe(expected);
  });
});
