import type { Level } from '@handrail/domain';
import type { Program, Track } from '../../program/domain/program.js';

/** All programs at one moment, in the order of their ids. */
export interface Directory {
  readonly programs: readonly Program[];
  /** Grows with every change of what programs offer, and not with their places. */
  readonly version: number;
  /** The version those who wait were last weighed against, all of them. */
  readonly weighedVersion: number;
}

const levels = new WeakMap<readonly Program[], Map<Level, Program[]>>();

/** Its programs of one level. */
export function programsOf({ programs }: Directory, level: Level): readonly Program[] {
  let byLevel = levels.get(programs);
  if (!byLevel) {
    byLevel = new Map();
    for (const program of programs) {
      const ofLevel = byLevel.get(program.level);
      if (ofLevel) ofLevel.push(program);
      else byLevel.set(program.level, [program]);
    }
    levels.set(programs, byLevel);
  }
  return byLevel.get(level) ?? [];
}

/**
 * The directory after some of its programs were read anew. What did not change stays the very object it
 * was, so that whoever remembers something about a track knows by the track alone whether it still holds.
 */
export function withProgramsRead(
  { programs }: Directory,
  read: readonly Program[],
  versions: Pick<Directory, 'version' | 'weighedVersion'>,
): Directory {
  const known = new Map(programs.map((program) => [program.id, program]));
  let isNew = false;
  for (const program of read) {
    const kept = keptOf(known.get(program.id), program);
    if (kept === known.get(program.id)) continue;
    known.set(program.id, kept);
    isNew = true;
  }
  return {
    ...versions,
    programs: isNew ? [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) : programs,
  };
}

/** What a track is to somebody depends on its program, too: of another program every track is new. */
function keptOf(known: Program | undefined, read: Program): Program {
  if (!known || !isSame(withoutTracks(known), withoutTracks(read))) return read;
  const tracks = read.tracks.map((track) => {
    const before = known.tracks.find(({ id }) => id === track.id);
    return before && isSame(before, track) ? before : track;
  });
  const isKnown =
    tracks.length === known.tracks.length &&
    tracks.every((track, at) => track === known.tracks[at]);
  return isKnown ? known : { ...read, tracks };
}

const withoutTracks = ({ tracks: _tracks, ...program }: Program) => program;

const isSame = (a: Partial<Program> | Track, b: Partial<Program> | Track): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
