import { startOfDay } from '@handrail/domain';
import { placeAt } from '../allocation/domain/allot.js';
import type { Directory } from '../allocation/domain/directory.js';
import { exclusionsOf } from '../matching/domain/exclude.js';
import { match, wantedFrom } from '../matching/domain/match.js';
import { needsOf } from '../matching/domain/needs.js';
import { startOf } from '../matching/domain/starts.js';
import { mayBeOffered, type ConsentReport } from '../consent/domain/consent-report.js';
import type { Destination } from '../placement/domain/acts/move-place.js';
import { hasArrived, isWaiting, type Placement } from '../placement/domain/placement.js';
import { answeringHours, type UnstatedHours } from '../calendar/domain/admission-hours.js';
import { placesToGive, type Program, type Track } from '../program/domain/program.js';
import { NEVER } from '../stay/domain/stay.js';

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

export interface DestinationCircumstances {
  readonly directory: Directory;
  /** People in line whom the track would do, and who go first. */
  readonly waiting: number;
  readonly now: string;
  /** What the person lets whom outside be told. */
  readonly consents: readonly ConsentReport[];
  readonly unstatedHours: UnstatedHours;
}

/** Whether somebody lets whoever runs a program know of them; the network's own programs may always. */
export const mayKnowBy =
  (consents: readonly ConsentReport[], now: string) =>
  (organisation: string | null | undefined): boolean =>
    !organisation || mayBeOffered(consents, organisation, now).kind === 'permitted';

/**
 * What a track would be for somebody who has a place elsewhere or waits for one, with everything else
 * weighed beside it.
 */
export function destinationFor(
  held: Placement,
  to: TrackInDirectory,
  { directory, waiting, now, consents, unstatedHours }: DestinationCircumstances,
): Destination {
  const needs = needsOf(held.level, held.need.context, held.need);
  const from = startableFrom(held, now);
  const { level, admissionHours, organisation } = to.program;
  const mayKnow = mayKnowBy(consents, now);
  const asked = { placeFrom: from, declined: [], mayKnow };
  return {
    place: placeAt(to, from, startOf),
    acceptance: to.program.acceptance,
    freePlaces: placesToGive(to.program, to.track) - waiting,
    mayKnow: mayKnow(organisation),
    isSafe: !exclusionsOf(needs, to.program, to.track).some(isUnsafe),
    candidates: match(needs, asked, directory.programs, now),
    hours: answeringHours(level, admissionHours, unstatedHours),
  };
}

/**
 * Where people live, who pays and when they can come is theirs to weigh with whoever moves them. Another
 * level is for assessment to decide, and what a program cannot do for them it cannot do by hand either.
 */
const isUnsafe = (code: string): boolean =>
  code === 'level' || code === 'closed' || code.startsWith('capability:');

/** Who has not begun yet does not begin before they would have, and nobody while they live in elsewhere. */
function startableFrom(held: Placement, now: string): string {
  const { startsOn, timeZone, freeFrom, need } = held;
  if (isWaiting(held))
    return wantedFrom(
      need.placeFrom,
      freeFrom === null || freeFrom === NEVER ? now : wantedFrom(freeFrom, now),
    );
  if (hasArrived(held) || startsOn === null || timeZone === null) return now;
  return wantedFrom(startOfDay(startsOn, timeZone), now);
}
