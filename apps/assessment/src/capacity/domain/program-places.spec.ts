import { given } from '@handrail/testing/decider';
import { decide, evolve, newProgramPlaces, type TrackPlacesReported } from './program-places.js';

const harbor = { initialState: newProgramPlaces('harbor'), decide, evolve };
const reported = (used: number, asOf: string, trackId = 'evening'): TrackPlacesReported => ({
  ...{ trackId, level: 'IOP', capacity: 12, used, asOf },
});
const [noon, later] = ['2026-11-02T12:00:00Z', '2026-11-02T13:00:00Z'];

it('keeps the places of each track as they were last', () => {
  const { state } = given(harbor, reported(3, noon), reported(4, later)).and(
    reported(1, noon, 'morning'),
  );
  expect(state.tracks).toEqual({
    evening: { level: 'IOP', capacity: 12, used: 4, asOf: later },
    morning: { level: 'IOP', capacity: 12, used: 1, asOf: noon },
  });
});

it('takes nothing that was true before what is known', () => {
  const known = given(harbor, reported(4, later));
  known.when(reported(3, noon)).thenSuperseded('older-capacity');
  known.when(reported(5, later)).then(reported(5, later));
});
