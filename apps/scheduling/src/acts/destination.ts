import { startOfDay } from '@handrail/domain';
import { placeAt, weighingOf, type Directory } from '../allocation/domain/allot.js';
import { exclusionsOf } from '../matching/domain/exclude.js';
import { match, rememberedStarts, wantedFrom } from '../matching/domain/match.js';
import { needsOf } from '../matching/domain/needs.js';
import type { Destination } from '../placement/domain/acts/move-place.js';
import { hasArrived, type Placement } from '../placement/domain/placement.js';
import { placesToGive, type Program, type Track } from '../program/domain/program.js';

/** A track of the directory. */
export interface TrackInDirectory {
  readonly program: Program;
  readonly track: Track;
}

export function findTrack(
  { programs }: Directory,
  programId: string,
  trackId: string,
): TrackInDirectory | undefined {
  const program = programs.find(({ id }) => id === programId);
  const track = program?.tracks.find(({ id }) => id === trackId);
  return program && track && { program, track };
}

/** What a track would be for somebody who has a place elsewhere, with everything else weighed beside it. */
export function destinationFor(
  held: Placement,
  to: TrackInDirectory,
  { directory, waiting, now }: { directory: Directory; waiting: number; now: string },
): Omit<Destination, 'offerExpiresAt'> {
  const needs = needsOf(held.level, held.need.context, held.need);
  const from = startableFrom(held, now);
  const candidates = match(needs, { placeFrom: from, declined: [] }, directory.programs, now);
  return {
    place: placeAt(to, from, rememberedStarts()),
    acceptance: to.program.acceptance,
    freePlaces: placesToGive(to.program, to.track) - waiting,
    isSafe: !exclusionsOf(needs, to.program, to.track).some(isUnsafe),
    weighing: weighingOf(candidates, directory.version),
  };
}

/**
 * Where people live, who pays and when they can come is theirs to weigh with whoever moves them. Another
 * level is for assessment to decide, and what a program cannot do for them it cannot do by hand either.
 */
const isUnsafe = (code: string): boolean =>
  code === 'level' || code === 'closed' || code.startsWith('capability:');

/** Who has not begun yet does not begin before they would have. */
function startableFrom(held: Placement, now: string): string {
  const { startsOn, timeZone } = held;
  if (hasArrived(held) || startsOn === null || timeZone === null) return now;
  return wantedFrom(startOfDay(startsOn, timeZone), now);
}
