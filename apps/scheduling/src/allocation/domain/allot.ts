import type { Level } from '@handrail/domain';
import { LEVEL_HOURS } from '../../program/domain/level-hours.js';
import {
  freePlaces,
  trackKey,
  type Places,
  type Program,
  type Track,
} from '../../program/domain/program.js';
import { fits, type Candidate } from '../../matching/domain/candidate.js';
import { exclusionsOf } from '../../matching/domain/exclude.js';
import {
  match,
  rememberedStartDays,
  wantedFrom,
  worthKeeping,
  type StartDay,
} from '../../matching/domain/match.js';
import { needsOf, type Needs } from '../../matching/domain/needs.js';
import type { CareNeed } from '../../placement/domain/placement.js';
import type { FoundPlace, Weighing } from '../../placement/domain/placement-event.js';
import { byLine, type LinePosition } from '../../placement/domain/priority.js';
import type { Allotment } from '../../placement/domain/settle.js';

/** One waiting request as the allocator sees it. */
export interface InLine extends LinePosition {
  readonly personId: string;
  readonly level: Level;
  readonly need: CareNeed;
  readonly declinedTracks: readonly string[];
  readonly preferredTrack: string | null;
}

/** All programs at one moment, with a version per level that grows when its programs change. */
export interface Directory {
  readonly programs: readonly Program[];
  readonly versions: Readonly<Partial<Record<Level, number>>>;
}

/**
 * Gives out what is free in line order: each request takes the best track that still has room, and
 * the next one sees what is left. Nobody further back can take a place somebody ahead could have had.
 *
 * Only programs within reach (the ones the caller has locked) are given out. When the best track of a
 * request is beyond it, the answer ends there, so that nobody behind overtakes.
 */
export function allot(
  line: readonly InLine[],
  directory: Directory,
  now: string,
  withinReach: ReadonlySet<string>,
): Allotment[] {
  const programs = directory.programs.map(withOwnPlaces);
  const startDayOf = rememberedStartDays();
  const allotments: Allotment[] = [];
  for (const request of line.toSorted(byLine)) {
    const candidates = weigh(request, programs, now, startDayOf);
    const weighing = weighingOf(candidates, directory.versions[request.level] ?? 0);
    const at = trackOf(programs, choose(candidates, request.preferredTrack));
    if (at && !withinReach.has(at.program.id)) break;
    const place = at && placeAt(at, wantedFrom(request.need.placeFrom, now), startDayOf);
    const { id: placementId } = request;
    if (!place) {
      const waitReason = candidates.some(fits) ? 'full' : 'no-matching-program';
      allotments.push({ kind: 'wait', placementId, waitReason, weighing });
      continue;
    }
    const { acceptance } = at.program;
    at.track.places[acceptance === 'automatic' ? 'used' : 'held'] += 1;
    allotments.push({ kind: 'place', placementId, place, acceptance, weighing });
  }
  return allotments;
}

function weigh(
  request: InLine,
  programs: readonly Program[],
  now: string,
  startDayOf: StartDay,
): Candidate[] {
  const needs = needsIn(request);
  const { placeFrom } = request.need;
  const asked = { needs, placeFrom, declined: request.declinedTracks };
  return match(asked, worthKeeping(needs, programs), now, startDayOf);
}

/** Programs that could take one of these people now: the ones worth locking. */
export function programsInReach(line: readonly InLine[], programs: readonly Program[]): string[] {
  const open = programs.filter((program) => program.tracks.some(hasRoom));
  const needs = line.map((request) => needsIn(request));
  return open
    .filter((program) =>
      needs.some((need) =>
        program.tracks.some(
          (track) => hasRoom(track) && exclusionsOf(need, program, track).length === 0,
        ),
      ),
    )
    .map((program) => program.id);
}

const needsIn = (request: InLine): Needs =>
  needsOf(request.level, request.need.context, request.need);

const hasRoom = (track: Track): boolean => freePlaces(track.places) > 0;

function choose(candidates: readonly Candidate[], preferred: string | null): Candidate | undefined {
  const free = candidates.filter((candidate) => candidate.excludedBecause.length === 0);
  const wanted = free.find(
    (candidate) => trackKey(candidate.programId, candidate.trackId) === preferred,
  );
  return wanted ?? free[0];
}

const weighingOf = (candidates: readonly Candidate[], version: number): Weighing => ({
  candidates,
  eligibleTracks: candidates
    .filter(fits)
    .map((candidate) => trackKey(candidate.programId, candidate.trackId)),
  weighedVersion: version,
});

interface OwnTrack extends Track {
  readonly places: Places & { used: number; held: number };
}

interface OwnProgram extends Program {
  readonly tracks: readonly OwnTrack[];
}

/** Copies the counts, which go down as places are given out. */
const withOwnPlaces = (program: Program): OwnProgram => ({
  ...program,
  tracks: program.tracks.map((track) => ({ ...track, places: { ...track.places } })),
});

interface At {
  readonly program: OwnProgram;
  readonly track: OwnTrack;
}

function trackOf(programs: readonly OwnProgram[], chosen: Candidate | undefined): At | undefined {
  const program = chosen && programs.find((one) => one.id === chosen.programId);
  const track = program?.tracks.find((one) => one.id === chosen?.trackId);
  return program && track && { program, track };
}

function placeAt({ program, track }: At, from: string, startDayOf: StartDay): FoundPlace | null {
  const startsOn = startDayOf(program, track, from);
  if (!startsOn) return null;
  const named = { programId: program.id, trackId: track.id, startsOn };
  if (!track.from || !track.to) return { ...named, plan: null };
  const { days, from: opens, to } = track;
  const weeks = LEVEL_HOURS[program.level].planWeeks;
  const plan = { timeZone: program.timeZone, days, from: opens, to, startsOn, weeks };
  return { ...named, plan };
}
