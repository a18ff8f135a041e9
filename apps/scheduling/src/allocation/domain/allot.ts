import type { Level } from '@handrail/domain';
import { answeringHours, type UnstatedHours } from '../../calendar/domain/admission-hours.js';
import { weeklyHoursOf } from '../../calendar/domain/sessions.js';
import { LEVEL_HOURS } from '../../program/domain/level-hours.js';
import {
  placesToGive,
  trackKey,
  type Places,
  type Program,
  type Track,
} from '../../program/domain/program.js';
import { fits, fitsInTime, type Candidate } from '../../matching/domain/candidate.js';
import { exclusionsOf } from '../../matching/domain/exclude.js';
import {
  rank,
  rememberedStarts,
  sift,
  wantedFrom,
  type Sifted,
  type StartOf,
} from '../../matching/domain/match.js';
import { needsOf, type Needs } from '../../matching/domain/needs.js';
import { NEVER } from '../../stay/domain/stay.js';
import type { CareNeed } from '../../placement/domain/placement.js';
import type { FoundPlace } from '../../placement/domain/found-place.js';
import type { Weighing } from '../../placement/domain/placement-event.js';
import { byLine, type LinePosition } from '../../placement/domain/priority.js';
import type { Allotment } from '../../placement/domain/settle.js';

/** One waiting request as the allocator sees it. */
export interface InLine extends LinePosition {
  readonly personId: string;
  readonly level: Level;
  readonly need: CareNeed;
  readonly declinedTracks: readonly string[];
  /** Tracks that are left alone for now. */
  readonly restingTracks: readonly string[];
  /** The only programs the person would go to; null when any would do. */
  readonly onlyPrograms: readonly string[] | null;
  readonly preferredTrack: string | null;
  /** From when the person is free of the stay they live in; `infinity` when nobody knows. */
  readonly freeFrom: string | null;
}

/** All programs at one moment, with the version that grows with every change of them. */
export interface Directory {
  readonly programs: readonly Program[];
  readonly version: number;
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
  unstated: UnstatedHours = 'around-the-clock',
): Allotment[] {
  const programs = directory.programs.map(withOwnPlaces);
  const startOfTrack = rememberedStarts();
  const siftFor = rememberedSifting(programs);
  const allotments: Allotment[] = [];
  for (const request of line.toSorted(byLine)) {
    const placeFrom = startableFrom(request);
    const { declinedTracks: declined, restingTracks: resting, onlyPrograms } = request;
    const asked = { placeFrom, declined, resting, onlyPrograms };
    const candidates = rank(siftFor(needsIn(request)), asked, now, startOfTrack);
    const weighing = weighingOf(candidates, directory.version);
    const target =
      request.freeFrom === NEVER
        ? undefined
        : trackOf(programs, choose(candidates, request.preferredTrack));
    if (target && !withinReach.has(target.program.id)) break;
    const place = target && placeAt(target, wantedFrom(placeFrom, now), startOfTrack);
    const { id: placementId } = request;
    if (!place) {
      const waitReason = candidates.some(fitsInTime) ? 'full' : 'no-matching-program';
      allotments.push({ kind: 'wait', placementId, waitReason, weighing });
      continue;
    }
    const { acceptance, level, admissionHours } = target.program;
    const hours = answeringHours(level, admissionHours, unstated);
    target.track.places[acceptance === 'automatic' ? 'used' : 'held'] += 1;
    allotments.push({ kind: 'place', placementId, place, acceptance, hours, weighing });
  }
  return allotments;
}

/** Nobody begins before the day they are free of the stay they live in. */
function startableFrom({ need, freeFrom }: InLine): string | null {
  if (freeFrom === null || freeFrom === NEVER) return need.placeFrom;
  return wantedFrom(need.placeFrom, freeFrom);
}

/** People with equal needs are sifted once: in a batch most of them have the needs of somebody else. */
function rememberedSifting(programs: readonly Program[]): (needs: Needs) => Sifted {
  const known = new Map<string, Sifted>();
  return (needs) => {
    const key = JSON.stringify(needs);
    let sifted = known.get(key);
    if (!sifted) known.set(key, (sifted = sift(needs, programs)));
    return sifted;
  };
}

/** Programs that could take one of these people now: the ones worth locking. */
export function programsInReach(line: readonly InLine[], programs: readonly Program[]): string[] {
  const open = programs.filter((program) =>
    program.tracks.some((track) => hasRoom(program, track)),
  );
  const needs = new Map(
    line.map((request) => needsIn(request)).map((need) => [JSON.stringify(need), need]),
  );
  const suits = (program: Program, need: Needs): boolean =>
    program.tracks.some(
      (track) => hasRoom(program, track) && exclusionsOf(need, program, track).length === 0,
    );
  return open
    .filter((program) => [...needs.values()].some((need) => suits(program, need)))
    .map((program) => program.id);
}

const needsIn = (request: InLine): Needs =>
  needsOf(request.level, request.need.context, request.need);

const hasRoom = (program: Program, track: Track): boolean => placesToGive(program, track) > 0;

function choose(candidates: readonly Candidate[], preferred: string | null): Candidate | undefined {
  const free = candidates.filter((candidate) => candidate.excludedBecause.length === 0);
  const wanted = free.find(
    (candidate) => trackKey(candidate.programId, candidate.trackId) === preferred,
  );
  return wanted ?? free[0];
}

export const weighingOf = (candidates: readonly Candidate[], version: number): Weighing => ({
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

interface TrackOfProgram {
  readonly program: OwnProgram;
  readonly track: OwnTrack;
}

function trackOf(
  programs: readonly OwnProgram[],
  chosen: Candidate | undefined,
): TrackOfProgram | undefined {
  const program = chosen && programs.find(({ id }) => id === chosen.programId);
  const track = program?.tracks.find(({ id }) => id === chosen?.trackId);
  return program && track && { program, track };
}

/** The place of a track for somebody who wants it from an instant; null without a session in sight. */
export function placeAt(
  { program, track }: { readonly program: Program; readonly track: Track },
  from: string,
  startOfTrack: StartOf,
): FoundPlace | null {
  const start = startOfTrack(program, track, from);
  if (!start) return null;
  const startsOn = start.day;
  const { timeZone } = program;
  const named = { programId: program.id, trackId: track.id, startsOn, timeZone };
  const hours = weeklyHoursOf(timeZone, track);
  if (!hours) return { ...named, plan: null };
  const weeks = LEVEL_HOURS[program.level].planWeeks;
  const plan = { ...hours, startsOn, weeks };
  return { ...named, plan };
}
