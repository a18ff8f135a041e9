import { placesToGive, trackKey, type Track } from '../../program/domain/program.js';
import type { Directory } from './directory.js';

/** A track with places that somebody could have. */
export interface OpenTrack {
  readonly key: string;
  readonly track: Track;
  readonly free: number;
}

/**
 * The tracks with room nobody was looked for yet. A track that nobody in line wants stays among the others
 * until it changes: it is another object then.
 */
export const openTracks = (
  { programs }: Directory,
  unwanted: { has(track: Track): boolean },
): OpenTrack[] =>
  programs.flatMap((program) =>
    program.tracks.flatMap((track) => {
      const free = placesToGive(program, track);
      return free > 0 && !unwanted.has(track)
        ? [{ key: trackKey(program.id, track.id), track, free }]
        : [];
    }),
  );
