import {
  newProgramPlaces,
  reportPlaces,
  withPlaces,
  type TrackPlacesReported,
} from './program-places.js';

const reported = (used: number, asOf: string, trackId = 'evening'): TrackPlacesReported => ({
  ...{ trackId, level: 'IOP', capacity: 12, used, asOf },
});
const [noon, later] = ['2026-11-02T12:00:00Z', '2026-11-02T13:00:00Z'];

it('keeps the places of each track as they were last', () => {
  const state = withPlaces(
    withPlaces(newProgramPlaces('harbor'), reported(3, noon)),
    reported(4, later),
  );
  const both = withPlaces(state, reported(1, noon, 'morning'));
  expect(both.tracks).toEqual({
    evening: { level: 'IOP', capacity: 12, used: 4, asOf: later },
    morning: { level: 'IOP', capacity: 12, used: 1, asOf: noon },
  });
});

it('takes nothing that was true before what is known', () => {
  const state = withPlaces(newProgramPlaces('harbor'), reported(4, later));
  expect(reportPlaces(state, reported(3, noon))).toEqual({
    kind: 'superseded',
    reason: 'older-capacity',
  });
  expect(reportPlaces(state, reported(5, later)).kind).toBe('happened');
});
