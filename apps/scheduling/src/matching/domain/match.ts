import { daysBetween } from '@handrail/domain';
import { calendarOf } from '../../program/domain/closures.js';
import {
  dayOf,
  firstOpenDay,
  firstSessionDay,
  weeklyHoursOf,
} from '../../calendar/domain/sessions.js';
import type { Program, Track } from '../../program/domain/program.js';
import { freePlaces, trackKey } from '../../program/domain/program.js';
import { byScore, type Candidate } from './candidate.js';
import { exclusionsOf } from './exclude.js';
import type { Needs } from './needs.js';
import { scoreParts, total } from './score.js';

export interface MatchRequest {
  /** Earliest start: the planned day or the discharge; null when nothing holds the person back. */
  readonly placeFrom: string | null;
  /** Tracks, and whole programs, that already said no to this request, or the person to them. */
  readonly declined: readonly string[];
  /** Tracks that are left alone for now. */
  readonly resting?: readonly string[];
  /** The only programs the person would go to; any when null or absent. */
  readonly onlyPrograms?: readonly string[] | null;
}

/** The instant from which a place is wanted: never in the past. */
export const wantedFrom = (placeFrom: string | null, now: string): string =>
  placeFrom !== null && Date.parse(placeFrom) > Date.parse(now) ? placeFrom : now;

/** The first day a track can take a person, and how many days that is from when it is wanted. */
interface Start {
  readonly day: string;
  readonly daysUntil: number;
}

/** Null when the track has no session in sight. */
export type StartOf = (program: Program, track: Track, from: string) => Start | null;

/** Looks a start up once per track and instant: a batch asks the same question many times. */
export function rememberedStarts(): StartOf {
  const known = new Map<string, Start | null>();
  return (program, track, from) => {
    const key = `${trackKey(program.id, track.id)} ${from}`;
    let start = known.get(key);
    if (start === undefined) known.set(key, (start = startOf(program, track, from)));
    return start;
  };
}

function startOf({ timeZone, closures = [] }: Program, track: Track, from: string) {
  const wanted = dayOf(from, timeZone);
  const calendar = calendarOf(closures, track.id);
  const hours = weeklyHoursOf(timeZone, track);
  const day = hours
    ? firstSessionDay(hours, from, calendar)
    : firstOpenDay(timeZone, from, calendar);
  return day === null ? null : { day, daysUntil: daysBetween(wanted, day) };
}

/** A track that would do, with what was computed about it for everybody with the same needs. */
interface Suitable {
  readonly program: Program;
  readonly track: Track;
}

/** What needs alone decide, whoever has them: the same for every request with equal needs. */
export interface Sifted {
  readonly needs: Needs;
  readonly suitable: readonly Suitable[];
  readonly excluded: readonly Candidate[];
}

/** Applies the hard filters to every track of every program. */
export function sift(needs: Needs, programs: readonly Program[]): Sifted {
  const suitable: Suitable[] = [];
  const excluded: Candidate[] = [];
  for (const program of worthKeeping(needs, programs))
    for (const track of program.tracks) {
      const codes = exclusionsOf(needs, program, track);
      if (codes.length === 0) suitable.push({ program, track });
      else excluded.push(notAnOption(program, track, codes));
    }
  return { needs, suitable, excluded };
}

/**
 * Scores the suitable tracks for one request as they are now. Those that fit come first, best first; a
 * full one that fits keeps its score, because that is where the person waits.
 */
export function rank(
  { needs, suitable, excluded }: Sifted,
  request: MatchRequest,
  now: string,
  startOfTrack: StartOf = startOf,
): Candidate[] {
  const from = wantedFrom(request.placeFrom, now);
  const fitting: Candidate[] = [];
  const out: Candidate[] = [];
  for (const { program, track } of suitable) {
    const start = startOfTrack(program, track, from);
    const refused = refusedBefore(request, program, track);
    if (refused) out.push(notAnOption(program, track, [refused]));
    // A track without a session in sight is as good as closed.
    else if (start === null) out.push(notAnOption(program, track, ['closed']));
    else {
      const parts = scoreParts({ needs, program, track, daysUntilStart: start.daysUntil, now });
      fitting.push({
        programId: program.id,
        trackId: track.id,
        score: total(parts),
        parts,
        excludedBecause: freePlaces(track.places) === 0 ? ['full'] : [],
      });
    }
  }
  return [...fitting.sort(byScore), ...out, ...excluded];
}

/** Whether a track is out for what was answered before. */
function refusedBefore(
  { declined, resting, onlyPrograms }: MatchRequest,
  { id }: Program,
  track: Track,
): 'declined' | 'resting' | 'not-named' | null {
  const key = trackKey(id, track.id);
  if (declined.includes(key) || declined.includes(id)) return 'declined';
  if (onlyPrograms && !onlyPrograms.includes(id)) return 'not-named';
  return resting?.includes(key) ? 'resting' : null;
}

/**
 * Weighs every track of every program for one person: a score in parts where it fits, the reasons
 * where it does not.
 */
export const match = (
  needs: Needs,
  request: MatchRequest,
  programs: readonly Program[],
  now: string,
): Candidate[] => rank(sift(needs, programs), request, now);

const notAnOption = (
  program: Program,
  track: Track,
  excludedBecause: Candidate['excludedBecause'],
): Candidate => ({
  programId: program.id,
  trackId: track.id,
  score: 0,
  parts: {},
  excludedBecause,
});

/** How many tracks are kept with a placement before those that tell nobody anything are left out. */
const KEPT = 60;

/**
 * What is kept with a placement. A large directory would fill it with programs of other levels in
 * other regions, so beyond a limit only programs of the person's level or region are kept.
 */
function worthKeeping(needs: Needs, programs: readonly Program[]): readonly Program[] {
  const tracks = programs.reduce((sum, program) => sum + program.tracks.length, 0);
  if (tracks <= KEPT) return programs;
  const { level, region } = needs;
  return programs.filter(
    (program) => program.level === level || (region !== null && program.regions.includes(region)),
  );
}
