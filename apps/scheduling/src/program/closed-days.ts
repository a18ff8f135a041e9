import type { Tx } from '@handrail/messaging';
import { calendarOf, type Closure, type TrackCalendar } from './domain/closures.js';
import { trackKey } from './domain/program.js';

/** A track of the directory by its names. */
interface NamedTrack {
  readonly programId: string;
  readonly trackId: string;
}

const CLOSING = `SELECT id, closures FROM program WHERE id = ANY($1::text[]) AND closures <> '[]'`;

/** When the tracks of some places are closed, by track; those that never close are left out. */
export async function loadClosedDays(
  tx: Tx,
  tracks: readonly NamedTrack[],
): Promise<ReadonlyMap<string, TrackCalendar>> {
  if (tracks.length === 0) return new Map();
  const ids = [...new Set(tracks.map(({ programId }) => programId))];
  const programs = await tx.query<{ id: string; closures: Closure[] }>(CLOSING, [ids]);
  const closures = new Map(programs.map((program) => [program.id, program.closures]));
  return new Map(
    tracks.flatMap(({ programId, trackId }) => {
      const ofProgram = closures.get(programId);
      return ofProgram
        ? [[trackKey(programId, trackId), calendarOf(ofProgram, trackId)] as const]
        : [];
    }),
  );
}
