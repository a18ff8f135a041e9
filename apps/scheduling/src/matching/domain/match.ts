import type { Program, Track } from '../../program/domain/program.js';
import { freePlaces, trackKey } from '../../program/domain/program.js';
import { byScore, type Candidate } from './candidate.js';
import { exclusionsOf } from './exclude.js';
import type { Needs } from './needs.js';
import { scoreParts, total } from './score.js';
import { startOf, type Start, type StartOf } from './starts.js';

export interface MatchRequest {
  /** Earliest start: the planned day or the discharge; null when nothing holds the person back. */
  readonly placeFrom: string | null;
  /** Tracks, and whole programs, that already said no to this request, or the person to them. */
  readonly declined: readonly string[];
  /** Tracks that are left alone for now. */
  readonly resting?: readonly string[];
  /** The only programs the person would go to; any when null or absent. */
  readonly onlyPrograms?: readonly string[] | null;
  /** Whether an organisation outside may be told of the person; none may when absent. */
  readonly mayKnow?: (organisation: string) => boolean;
}

/** The instant from which a place is wanted: never in the past. */
export const wantedFrom = (placeFrom: string | null, now: string): string =>
  placeFrom !== null && Date.parse(placeFrom) > Date.parse(now) ? placeFrom : now;

/** A track that would do for everybody with the same needs. */
export interface Suitable {
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

/** How tracks are looked at while they are ranked. */
interface Ranking {
  readonly startOfTrack?: StartOf;
  /** The track with its places as they are now, when they are not as they were read. */
  readonly trackNow?: (track: Track) => Track;
}

/**
 * Scores the suitable tracks for one request as they are now. Those that fit come first, best first; a
 * full one that fits keeps its score, because that is where the person waits.
 */
export function rank(
  { needs, suitable, excluded }: Sifted,
  request: MatchRequest,
  now: string,
  { startOfTrack = startOf, trackNow = asRead }: Ranking = {},
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
    else fitting.push(scored(needs, { program, track: trackNow(track), start }, now));
  }
  return [...fitting.sort(byScore), ...out, ...excluded];
}

const asRead = (track: Track): Track => track;

/** A suitable track that has a session, or an open day, in sight of one request. */
export interface Option extends Suitable {
  readonly start: Start;
}

/** What one request can have of the tracks that suit its needs. */
export interface Chances {
  /** Tracks the person can have, now or once there is room. */
  readonly options: readonly Option[];
  /** Tracks that suit the needs and are out for this request alone: refused, resting or without a start. */
  readonly excepted: readonly string[];
  /** Whether the person waits for room, and not for a program. */
  readonly isInTime: boolean;
  /** Whether something would do that only the person's consent is missing for. */
  readonly needsConsent: boolean;
}

/** Whether each suitable track is an option for one request; nothing is scored. */
export function chancesOf(
  suitable: readonly Suitable[],
  request: MatchRequest,
  now: string,
  startOfTrack: StartOf,
): Chances {
  const from = wantedFrom(request.placeFrom, now);
  const options: Option[] = [];
  const excepted: string[] = [];
  let isResting = false;
  let needsConsent = false;
  for (const { program, track } of suitable) {
    const refused = refusedBefore(request, program, track);
    const start = refused ? null : startOfTrack(program, track, from);
    if (start) options.push({ program, track, start });
    else excepted.push(trackKey(program.id, track.id));
    isResting ||= refused === 'resting';
    needsConsent ||= refused === 'consent';
  }
  return { options, excepted, isInTime: isResting || options.length > 0, needsConsent };
}

/** Tracks that pass every hard filter of some needs, of programs of the level. */
export function suitableFor(needs: Needs, ofLevel: readonly Program[]): Suitable[] {
  const { region } = needs;
  const suitable: Suitable[] = [];
  for (const program of ofLevel) {
    if (region !== null && !program.regions.includes(region)) continue;
    for (const track of program.tracks)
      if (exclusionsOf(needs, program, track).length === 0) suitable.push({ program, track });
  }
  return suitable;
}

/** An option as a candidate, with its score as its places are now. */
export function scored(needs: Needs, { program, track, start }: Option, now: string): Candidate {
  const parts = scoreParts({ needs, program, track, daysUntilStart: start.daysUntil, now });
  return {
    programId: program.id,
    trackId: track.id,
    score: total(parts),
    parts,
    excludedBecause: freePlaces(track.places) === 0 ? ['full'] : [],
  };
}

/** Whether a track is out for what was answered before, or for a consent that is not there. */
function refusedBefore(
  { declined, resting, onlyPrograms, mayKnow }: MatchRequest,
  { id, organisation }: Program,
  track: Track,
): 'declined' | 'resting' | 'not-named' | 'consent' | null {
  const key = trackKey(id, track.id);
  if (declined.includes(key) || declined.includes(id)) return 'declined';
  if (onlyPrograms && !onlyPrograms.includes(id)) return 'not-named';
  if (resting?.includes(key)) return 'resting';
  return organisation && !mayKnow?.(organisation) ? 'consent' : null;
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

/**
 * How many tracks that fit, and how many of the level that do not, are kept with a placement before those
 * that tell nobody anything are left out.
 */
export const KEPT = 60;

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
