import type { Program } from '../program/domain/program.js';

/** The one question of a link: are these the places of the program? */
export interface CapacityQuestion {
  readonly programName: string;
  readonly tracks: ReadonlyArray<{
    readonly trackId: string;
    readonly capacity: number;
    readonly occupied: number;
  }>;
  /** What was shown, to be sent back with the answer. */
  readonly seen: string;
  readonly expiresAt: string;
}

/** What somebody at the program is asked to confirm: places in all and taken by anyone, for each track. */
export function questionOf(program: Program, expiresAt: string): CapacityQuestion {
  const tracks = program.tracks.map(({ id: trackId, places }) => ({
    trackId,
    capacity: places.plannedCapacity ?? places.capacity,
    occupied: places.used + places.takenElsewhere,
  }));
  const seen = tracks.map((each) => `${each.trackId}=${each.occupied}/${each.capacity}`).join(' ');
  return { programName: program.name, tracks, seen, expiresAt };
}
