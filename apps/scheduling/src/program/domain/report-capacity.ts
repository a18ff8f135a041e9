import { happened, ignored, superseded, type Decision } from '@handrail/domain';
import type { Program, Track } from './program.js';

/** What a program says about its places. */
export interface CapacityReport {
  readonly trackId: string | null;
  readonly capacity: number;
  readonly occupied: number;
  readonly asOf: string;
}

export interface PlacesReported {
  readonly trackId: string;
  readonly capacity: number;
  readonly occupied: number;
  readonly asOf: string;
}

/** A report counts when it names a track we know and nothing newer was reported about it. */
export function reportCapacity(
  program: Program | null,
  report: CapacityReport,
): Decision<PlacesReported> {
  if (!program) return ignored('no-such-program');
  const track = namedTrack(program, report.trackId);
  if (!track) return ignored(report.trackId === null ? 'track-not-named' : 'no-such-track');
  const { asOf } = track.places;
  if (asOf && Date.parse(report.asOf) < Date.parse(asOf)) return superseded('newer-report-known');
  return happened({ ...report, trackId: track.id });
}

function namedTrack(program: Program, trackId: string | null): Track | undefined {
  if (trackId !== null) return program.tracks.find((track) => track.id === trackId);
  return program.tracks.length === 1 ? program.tracks[0] : undefined;
}

/**
 * The program after a report or a change by an operator. A capacity under what is taken stays a plan:
 * nobody loses a place, and freed places are not given out again until the plan holds.
 */
export function withPlacesReported(program: Program, event: PlacesReported): Program {
  return {
    ...program,
    tracks: program.tracks.map((track) =>
      track.id === event.trackId
        ? {
            ...track,
            places: {
              ...track.places,
              ...plannedPlaces(event.capacity, track.places.used + track.places.held),
              occupiedReported: event.occupied,
              takenElsewhere: Math.max(0, event.occupied - track.places.used),
              asOf: event.asOf,
            },
          }
        : track,
    ),
  };
}

function plannedPlaces(capacity: number, taken: number) {
  return capacity < taken
    ? { capacity: taken, plannedCapacity: capacity }
    : { capacity, plannedCapacity: null };
}
