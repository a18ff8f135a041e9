import { program, track } from '../../testing/builders.js';
import { freePlaces, placesToGive, type Program } from './program.js';
import { reportCapacity, withPlacesReported, type CapacityReport } from './report-capacity.js';

const report = (change: Partial<CapacityReport> = {}): CapacityReport => ({
  trackId: 'evening',
  capacity: 12,
  occupied: 9,
  asOf: '2026-11-17T08:00:00Z',
  ...change,
});

const AT = { now: '2026-11-17T08:01:00Z' };

const harbor = program('harbor', { tracks: [track({ capacity: 10, used: 4 })] });

function placesAfter(before: Program, change: Partial<CapacityReport> = {}) {
  const decision = reportCapacity(before, report(change), AT);
  if (decision.kind !== 'happened') throw new Error(decision.reason);
  return decision.events.reduce(withPlacesReported, before).tracks[0]!.places;
}

describe('a report of places', () => {
  it('leaves free what neither Handrail nor the program counts as taken', () => {
    const places = placesAfter(harbor);
    expect(places).toMatchObject({ capacity: 12, occupiedReported: 9, takenElsewhere: 5 });
    expect(freePlaces(places)).toBe(3);
    expect(freePlaces({ ...places, used: places.used + 1 })).toBe(2);
  });

  it('in a closed program leaves nothing to give, whatever is free', () => {
    const closed = program('harbor', { tracks: [track({ capacity: 10, used: 4 })], closed: true });
    expect([harbor, closed].map((each) => placesToGive(each, each.tracks[0]!))).toEqual([6, 0]);
  });

  it('that counts fewer people than Handrail placed does not free a place', () => {
    expect(freePlaces(placesAfter(harbor, { occupied: 1 }))).toBe(8);
  });

  it('under what is taken stays a plan, and nothing is given out', () => {
    const places = placesAfter(harbor, { capacity: 2, occupied: 4 });
    expect(places).toMatchObject({ capacity: 4, plannedCapacity: 2 });
    expect(freePlaces(places)).toBe(0);
  });

  it('may leave the track out when there is one', () => {
    expect(placesAfter(harbor, { trackId: null }).capacity).toBe(12);
  });

  it.each([
    ['of an unknown program', null, {}, 'no-such-program'],
    ['of an unknown track', harbor, { trackId: 'night' }, 'no-such-track'],
    [
      'that does not say which of two tracks',
      program('two', { tracks: [track(), track({ id: 'day' })] }),
      { trackId: null },
      'track-not-named',
    ],
  ])('%s is ignored', (_what, before, change, reason) => {
    expect(reportCapacity(before, report(change), AT)).toEqual({ kind: 'ignored', reason });
  });

  it('dated more than five minutes ahead is of nothing that was counted', () => {
    const ahead = (asOf: string) => reportCapacity(harbor, report({ asOf }), AT).kind;
    expect(ahead('2026-11-17T08:06:00Z')).toBe('happened');
    expect(reportCapacity(harbor, report({ asOf: '2026-11-17T08:06:01Z' }), AT)).toEqual({
      kind: 'ignored',
      reason: 'dated-in-the-future',
    });
  });

  it('says of each number what nobody has said later', () => {
    const places = { ...harbor.tracks[0]!.places, occupiedAsOf: '2026-11-14T08:00:00Z' };
    const counted = { ...harbor, tracks: [{ ...harbor.tracks[0]!, places }] };
    // A person set ten places on the 16th; the report counted people the day before.
    const after = placesAfter(counted, { asOf: '2026-11-15T08:00:00Z' });
    expect(after).toMatchObject({ capacity: 10, asOf: places.asOf, takenElsewhere: 5 });
    expect(after).toMatchObject({ occupiedAsOf: '2026-11-15T08:00:00Z', occupiedSource: 'report' });
  });

  it('older than what is known is superseded', () => {
    const older = report({ asOf: '2026-11-10T08:00:00Z' });
    expect(reportCapacity(harbor, older, AT)).toEqual({
      kind: 'superseded',
      reason: 'newer-report-known',
    });
  });
});
