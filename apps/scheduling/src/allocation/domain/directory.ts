import type { ProgramLevel } from '@handrail/domain';
import type { Program, Track } from '../../program/domain/program.js';

/** All programs at one moment, in the order of their ids. */
export interface Directory {
  readonly programs: readonly Program[];
  /** Grows with every change of what programs offer, and not with their places. */
  readonly version: number;
  /** The version those who wait were last weighed against, all of them. */
  readonly weighedVersion: number;
}

const levels = new WeakMap<readonly Program[], Map<ProgramLevel, Program[]>>();

/** Its programs of one level. */
export function programsOf({ programs }: Directory, level: ProgramLevel): readonly Program[] {
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
  const changed = new Map<string, Program>();
  const added: Program[] = [];
  for (const program of read) {
    const known = programs[positionOf(programs, program.id)];
    const kept = keptOf(known?.id === program.id ? known : undefined, program);
    if (kept === known) continue;
    if (known?.id === program.id) changed.set(program.id, kept);
    else added.push(kept);
  }
  if (changed.size === 0 && added.length === 0) return { ...versions, programs };
  const next = programs.map((program) => changed.get(program.id) ?? program);
  if (added.length === 0) return { ...versions, programs: next };
  return { ...versions, programs: [...next, ...added].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** Where a program is in the directory, or would be: found in a few steps, not looked for in all of it. */
function positionOf(programs: readonly Program[], id: string): number {
  let [from, to] = [0, programs.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (programs[middle]!.id < id) from = middle + 1;
    else to = middle;
  }
  return from;
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
