import type { Level } from '@handrail/domain';
import { happened, superseded, type Decision } from '@handrail/domain';

/** Places of one track of a program, as scheduling told them last. */
interface TrackPlaces {
  readonly level: Level;
  readonly capacity: number;
  readonly used: number;
  readonly asOf: string;
}

/** Places of one program by track. */
export interface ProgramPlaces {
  readonly programId: string;
  readonly tracks: Readonly<Record<string, TrackPlaces>>;
}

export interface TrackPlacesReported extends TrackPlaces {
  readonly trackId: string;
}

export const newProgramPlaces = (programId: string): ProgramPlaces => ({ programId, tracks: {} });

/** What was true later counts, whatever was told later. */
export function decide(
  state: ProgramPlaces,
  reported: TrackPlacesReported,
): Decision<TrackPlacesReported> {
  const known = state.tracks[reported.trackId];
  if (known && Date.parse(known.asOf) > Date.parse(reported.asOf))
    return superseded('older-capacity');
  return happened(reported);
}

/** The places of a program after its tracks were reported. */
export const evolve = (
  state: ProgramPlaces,
  events: readonly TrackPlacesReported[],
): ProgramPlaces => ({
  ...state,
  tracks: {
    ...state.tracks,
    ...Object.fromEntries(events.map(({ trackId, ...places }) => [trackId, places])),
  },
});
