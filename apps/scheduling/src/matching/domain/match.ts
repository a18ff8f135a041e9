import { daysBetween } from '@handrail/domain';
import { dayOf, firstSessionDay } from '../../calendar/domain/sessions.js';
import type { Program, Track } from '../../program/domain/program.js';
import { freePlaces, trackKey } from '../../program/domain/program.js';
import { byScore, fits, type Candidate, type ExclusionCode } from './candidate.js';
import { exclusionsOf } from './exclude.js';
import type { Needs } from './needs.js';
import { scoreParts, total } from './score.js';

export interface MatchRequest {
  readonly needs: Needs;
  /** Earliest start: the planned day or the discharge; null when nothing holds the person back. */
  readonly placeFrom: string | null;
  /** Tracks that already said no to this request, or the person to them. */
  readonly declined: readonly string[];
}

/** The instant from which a place is wanted: never in the past. */
export const wantedFrom = (placeFrom: string | null, now: string): string =>
  placeFrom !== null && Date.parse(placeFrom) > Date.parse(now) ? placeFrom : now;

/** The first day a track can take a person who is free from an instant on. */
export type StartDay = (program: Program, track: Track, from: string) => string | null;

/** Looks a start day up once per track and instant: a batch asks the same question many times. */
export function rememberedStartDays(): StartDay {
  const known = new Map<string, string | null>();
  return (program, track, from) => {
    const key = `${trackKey(program.id, track.id)} ${from}`;
    let day = known.get(key);
    if (day === undefined) known.set(key, (day = startDay(program, track, from)));
    return day;
  };
}

function startDay(program: Program, track: Track, from: string): string | null {
  if (!track.from || !track.to) return dayOf(from, program.timeZone);
  const { days, from: opens, to } = track;
  return firstSessionDay({ timeZone: program.timeZone, days, from: opens, to }, from);
}

/**
 * Weighs every track of every program for one person: a score in parts where it fits, the reasons
 * where it does not. Fitting tracks come first, best first; a full one that fits keeps its score,
 * because that is where the person waits.
 */
export function match(
  request: MatchRequest,
  programs: readonly Program[],
  now: string,
  startDayOf: StartDay = startDay,
): Candidate[] {
  const candidates = programs.flatMap((program) =>
    program.tracks.map((track) => weigh(request, program, track, now, startDayOf)),
  );
  return candidates.sort((a, b) => Number(fits(b)) - Number(fits(a)) || byScore(a, b));
}

function weigh(
  request: MatchRequest,
  program: Program,
  track: Track,
  now: string,
  startDayOf: StartDay,
): Candidate {
  const named = { programId: program.id, trackId: track.id };
  const excludedBecause: ExclusionCode[] = exclusionsOf(request.needs, program, track);
  if (request.declined.includes(trackKey(program.id, track.id))) excludedBecause.push('declined');
  const from = wantedFrom(request.placeFrom, now);
  const startsOn = excludedBecause.length === 0 ? startDayOf(program, track, from) : null;
  // A track without a session in sight is as good as closed.
  if (excludedBecause.length === 0 && startsOn === null) excludedBecause.push('closed');
  const suits = excludedBecause.length === 0;
  if (freePlaces(track.places) === 0) excludedBecause.push('full');
  if (!suits || startsOn === null) return { ...named, score: 0, parts: {}, excludedBecause };
  const parts = scoreParts({
    needs: request.needs,
    program,
    track,
    daysUntilStart: daysBetween(dayOf(from, program.timeZone), startsOn),
    now,
  });
  return { ...named, score: total(parts), parts, excludedBecause };
}

/** How many candidates are kept with a placement before those that tell nobody anything are left out. */
const KEPT = 60;

/**
 * What is kept with a placement. A large directory would fill it with programs of other levels in
 * other regions, so beyond a limit only programs of the person's level or region are kept.
 */
export function worthKeeping(
  needs: Needs,
  programs: readonly Program[],
  limit = KEPT,
): readonly Program[] {
  const tracks = programs.reduce((sum, program) => sum + program.tracks.length, 0);
  if (tracks <= limit) return programs;
  return programs.filter(
    (program) => program.level === needs.level || servesRegionOf(needs, program),
  );
}

const servesRegionOf = (needs: Needs, program: Program): boolean =>
  needs.region !== null && program.regions.includes(needs.region);
