import { happened, ignored, MINUTE_MS, superseded, type Decision } from '@handrail/domain';
import type { NumberSource, Places, Program, Track } from './program.js';

/** What a program says about its places. */
export interface CapacityReport {
  readonly trackId: string | null;
  readonly capacity: number;
  readonly occupied: number;
  readonly asOf: string;
}

export interface PlacesReported {
  readonly kind: 'places-reported';
  readonly trackId: string;
  readonly capacity: number;
  readonly occupied: number;
  readonly asOf: string;
  readonly source: Exclude<NumberSource, 'own-events'>;
}

/** How far the clock of a sender may be ahead; what lies further ahead has not been counted. */
const SKEW_MS = 5 * MINUTE_MS;

/**
 * A report counts when it names a track we know, what it says has been so already, and nothing newer was
 * reported about it.
 */
export function reportCapacity(
  program: Program | null,
  report: CapacityReport,
  { now, source = 'report' }: { readonly now: string; readonly source?: PlacesReported['source'] },
): Decision<PlacesReported> {
  if (!program) return ignored('no-such-program');
  const track = namedTrack(program, report.trackId);
  if (!track) return ignored(report.trackId === null ? 'track-not-named' : 'no-such-track');
  const asOf = Date.parse(report.asOf);
  if (asOf > Date.parse(now) + SKEW_MS) return ignored('dated-in-the-future');
  const { asOf: capacityAsOf, occupiedAsOf } = track.places;
  if (isOlder(asOf, capacityAsOf) && isOlder(asOf, occupiedAsOf ?? capacityAsOf))
    return superseded('newer-report-known');
  return happened({ kind: 'places-reported', ...report, trackId: track.id, source });
}

const isOlder = (asOf: number, known: string | null): boolean =>
  known !== null && asOf < Date.parse(known);

function namedTrack(program: Program, trackId: string | null): Track | undefined {
  if (trackId !== null) return program.tracks.find((track) => track.id === trackId);
  return program.tracks.length === 1 ? program.tracks[0] : undefined;
}

/**
 * The program after a report or a statement of a person. Each number is that of whoever said it last. A
 * capacity under what is taken stays a plan: nobody loses a place, and freed places are not given out
 * again until the plan holds.
 */
export function withPlacesReported(program: Program, event: PlacesReported): Program {
  return {
    ...program,
    tracks: program.tracks.map((track) =>
      track.id === event.trackId ? { ...track, places: reported(track.places, event) } : track,
    ),
  };
}

function reported(places: Places, event: PlacesReported): Places {
  const { capacity, occupied, asOf, source } = event;
  const time = Date.parse(asOf);
  return {
    ...places,
    ...(isOlder(time, places.asOf)
      ? {}
      : {
          ...plannedPlaces(capacity, places.used + places.held),
          asOf,
          capacitySource: source,
        }),
    ...(isOlder(time, places.occupiedAsOf)
      ? {}
      : {
          occupiedReported: occupied,
          takenElsewhere: Math.max(0, occupied - places.used),
          occupiedAsOf: asOf,
          occupiedSource: source,
        }),
  };
}

function plannedPlaces(capacity: number, taken: number) {
  return capacity < taken
    ? { capacity: taken, plannedCapacity: capacity }
    : { capacity, plannedCapacity: null };
}
