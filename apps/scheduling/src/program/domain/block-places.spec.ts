import { program, track } from '../../testing/builders.js';
import { blockPlaces, unblockPlaces, withBlocks } from './block-places.js';
import { freePlaces, type PlaceBlock, type Program } from './program.js';

const block = (change: Partial<PlaceBlock> = {}): PlaceBlock => ({
  id: 'block-1',
  places: 2,
  reason: 'maintenance',
  until: null,
  by: 'desk-1',
  since: '2026-11-16T15:00:00Z',
  ...change,
});
const of = (capacity: number, used: number) =>
  program('quayside', { tracks: [track({ capacity, used })] });

function blocked(before: Program, change: Partial<PlaceBlock> = {}): Program {
  const decision = blockPlaces(before, 'evening', block(change));
  if (decision.kind !== 'happened') throw new Error(decision.reason);
  return decision.events.reduce(withBlocks, before);
}
const places = (of: Program) => of.tracks[0]!.places;

describe('a block of places', () => {
  it('takes empty places out of service, and gives them back', () => {
    const after = blocked(of(10, 4));
    expect([places(after).blocked, freePlaces(places(after))]).toEqual([2, 4]);
    const decision = unblockPlaces(after, 'evening', 'block-1');
    if (decision.kind !== 'happened') throw new Error(decision.reason);
    const back = decision.events.reduce(withBlocks, after);
    expect([places(back).blocked, places(back).blocks, freePlaces(places(back))]).toEqual([
      0,
      [],
      6,
    ]);
  });

  it('of more than are empty takes nobody’s place', () => {
    const after = places(blocked(of(10, 9), { places: 3 }));
    expect([after.used, after.blocked, freePlaces(after)]).toEqual([9, 1, 0]);
  });

  it('stands beside others, up to every place', () => {
    const two = blocked(blocked(of(5, 0)), { id: 'block-2', places: 3 });
    expect(places(two).blocked).toBe(5);
    expect(blockPlaces(two, 'evening', block({ id: 'block-3', places: 1 }))).toEqual({
      kind: 'ignored',
      reason: 'more-than-places',
    });
  });

  it.each([
    ['in a track nobody knows', 'night', {}, 'no-such-track'],
    ['until a time that has passed', 'evening', { until: '2026-11-16T15:00:00Z' }, 'until-is-past'],
    ['until in two years', 'evening', { until: '2028-11-16T15:00:00Z' }, 'too-far-ahead'],
    ['of more than there are', 'evening', { places: 6 }, 'more-than-places'],
  ])('%s is refused', (_what, trackId, change, reason) => {
    expect(blockPlaces(of(5, 0), trackId, block(change))).toEqual({ kind: 'ignored', reason });
  });

  it('that has ended ends nothing a second time', () => {
    expect(unblockPlaces(of(5, 0), 'evening', 'block-1')).toMatchObject({
      reason: 'no-such-block',
    });
    expect(unblockPlaces(null, 'evening', 'block-1')).toMatchObject({ reason: 'no-such-track' });
  });
});
