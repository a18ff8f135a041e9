import type { Level, WaitReason } from '@handrail/domain';
import { mayBeOffered } from '../../consent/domain/consent-report.js';
import { answeringHours, type UnstatedHours } from '../../calendar/domain/admission-hours.js';
import { weeklyHoursOf } from '../../calendar/domain/sessions.js';
import { LEVEL_HOURS } from '../../program/domain/level-hours.js';
import { trackKey, type Program, type Track } from '../../program/domain/program.js';
import { byScore, fits, type Candidate } from '../../matching/domain/candidate.js';
import {
  chancesOf,
  KEPT,
  rank,
  scored,
  sift,
  suitableFor,
  wantedFrom,
  type Chances,
  type MatchRequest,
  type Option,
  type Suitable,
} from '../../matching/domain/match.js';
import { needGroupId, type NeedGroup } from '../../matching/domain/need-group.js';
import { needsOf, type Needs } from '../../matching/domain/needs.js';
import { rememberedStarts, type StartOf } from '../../matching/domain/starts.js';
import { NEVER } from '../../stay/domain/stay.js';
import type { FoundPlace } from '../../placement/domain/found-place.js';
import { byLine, type LinePosition } from '../../placement/domain/priority.js';
import type { Allotment } from '../../placement/domain/settle.js';
import { programsOf, type Directory } from './directory.js';
import { GivenPlaces } from './given-places.js';
import { needsIn, type InLine, type LineFront } from './in-line.js';

/** What a turn knows beside the line and the directory. */
export interface TurnCircumstances {
  readonly now: string;
  /** The programs the caller has locked; every program when it only plans. */
  readonly withinReach?: ReadonlySet<string>;
  readonly unstated?: UnstatedHours;
  readonly starts?: StartOf;
  /** Whether what else a place was chosen from is weighed with it, which a mere plan does without. */
  readonly weighsAll?: boolean;
}

/**
 * Gives out what is free in line order: each request takes the best track that still has room, and
 * the next one sees what is left. Nobody further back can take a place somebody ahead could have had.
 *
 * Only programs within reach are given out. When the best track of a request is beyond it, or somebody who
 * is not in this front of the line may stand before it, the answer ends there, so that nobody overtakes.
 */
export function allot(
  { line, knownUpTo }: LineFront,
  directory: Directory,
  circumstances: TurnCircumstances,
): Allotment[] {
  const { now, withinReach, unstated = 'around-the-clock', weighsAll = true } = circumstances;
  const { starts = rememberedStarts() } = circumstances;
  const given = new GivenPlaces();
  const groupOf = rememberedGroups(directory);
  const allotments: Allotment[] = [];
  for (const request of line.toSorted(byLine)) {
    const { id: placementId } = request;
    const asked = askedOf(request, now);
    const { group, chances } = concerning(request, () => {
      const { group: among, suitable } = groupOf(needsIn(request));
      return { group: among, chances: chancesOf(suitable, asked, now, starts) };
    });
    const target =
      request.freeFrom === NEVER
        ? undefined
        : best(group.needs, chances, { given, now, preferred: request.preferredTrack });
    if (!target) {
      const waitReason = waitReasonOf(chances);
      const { excepted: exceptedTracks } = chances;
      const isNew = request.isNew || !waitsAsBefore(request, group, chances);
      const alternative =
        waitReason === 'no-matching-program'
          ? alternativeFor(request, (level) => {
              const needs = needsOf(level, request.need.context, request.need);
              return chancesOf(groupOf(needs).suitable, asked, now, starts).isInTime;
            })
          : null;
      const wait = { waitReason, group, exceptedTracks, alternative, isNew };
      allotments.push({ kind: 'wait', placementId, ...wait });
      continue;
    }
    const { program, track, start } = target;
    if (withinReach && !withinReach.has(program.id)) break;
    if (isBeyond(request, knownUpTo.get(trackKey(program.id, track.id)))) break;
    const { acceptance, level, admissionHours } = program;
    const candidates = weighsAll
      ? weighed(group.needs, asked, directory, { now, starts, given })
      : [];
    const place = placeOn(program, track, start.day);
    given.give(track, acceptance === 'automatic' ? 'used' : 'held');
    const hours = answeringHours(level, admissionHours, unstated);
    allotments.push({ kind: 'place', placementId, place, acceptance, hours, candidates });
  }
  return allotments;
}

/** One request cannot be read or weighed; the others can. */
export class RequestFailedError extends Error {
  constructor(
    readonly request: InLine,
    cause: unknown,
  ) {
    super('a request in line could not be weighed', { cause });
    this.name = 'RequestFailedError';
  }
}

function concerning<T>(request: InLine, weigh: () => T): T {
  try {
    return weigh();
  } catch (error) {
    throw new RequestFailedError(request, error);
  }
}

/**
 * What a place is chosen from, as far as any of it is kept with the placement: of a level with many tracks
 * no others are, unless every one of the level would do.
 */
function weighed(
  needs: Needs,
  asked: MatchRequest,
  directory: Directory,
  { now, starts, given }: { now: string; starts: StartOf; given: GivenPlaces },
): Candidate[] {
  const among = (programs: readonly Program[]) =>
    rank(sift(needs, programs), asked, now, {
      startOfTrack: starts,
      trackNow: (track) => given.of(track),
    });
  const ofLevel = among(programsOf(directory, needs.level));
  const says = ofLevel.length > KEPT && !ofLevel.every(fits);
  return says ? ofLevel : among(directory.programs);
}

const isBeyond = (request: InLine, known: LinePosition | undefined): boolean =>
  known !== undefined && byLine(request, known) > 0;

/** What a request asks for beside its needs. */
export const askedOf = (
  request: Pick<
    InLine,
    'need' | 'freeFrom' | 'declinedTracks' | 'restingTracks' | 'onlyPrograms' | 'consents'
  >,
  now: string,
): MatchRequest => ({
  placeFrom: startableFrom(request),
  declined: request.declinedTracks,
  resting: request.restingTracks,
  onlyPrograms: request.onlyPrograms,
  mayKnow: (organisation) => mayBeOffered(request.consents, organisation, now).kind === 'permitted',
});

/** The first of what would do as well that some program gives the person, now or once there is room. */
const alternativeFor = ({ need }: InLine, isGiven: (level: Level) => boolean): Level | null =>
  need.alternatives?.find(isGiven) ?? null;

/** A consent that is missing is said first: somebody can ask the person for it. */
function waitReasonOf({ needsConsent, isInTime }: Chances): WaitReason {
  if (needsConsent) return 'consent';
  return isInTime ? 'full' : 'no-matching-program';
}

/** Nobody begins before the day they are free of the stay they live in. */
function startableFrom({ need, freeFrom }: Pick<InLine, 'need' | 'freeFrom'>): string | null {
  if (freeFrom === null || freeFrom === NEVER) return need.placeFrom;
  return wantedFrom(need.placeFrom, freeFrom);
}

interface Grouped {
  readonly group: NeedGroup;
  readonly suitable: readonly Suitable[];
}

/** People with equal needs are sifted once: in a batch most of them have the needs of somebody else. */
function rememberedGroups(directory: Directory): (needs: Needs) => Grouped {
  const known = new Map<string, Grouped>();
  return (needs) => {
    const id = needGroupId(needs);
    let grouped = known.get(id);
    if (!grouped) {
      const suitable = suitableFor(needs, programsOf(directory, needs.level));
      const keys = suitable.map(({ program, track }) => trackKey(program.id, track.id));
      grouped = { group: { id, level: needs.level, needs, suitable: keys }, suitable };
      known.set(id, grouped);
    }
    return grouped;
  };
}

/** Whether whoever looks for people to take a free place knows all about this request. */
const waitsAsBefore = (
  { needGroup, exceptedTracks }: InLine,
  group: NeedGroup,
  { excepted }: Chances,
): boolean =>
  needGroup === group.id &&
  exceptedTracks.length === excepted.length &&
  excepted.every((key) => exceptedTracks.includes(key));

/** The best option with room; the one somebody held before, where it has. */
function best(
  needs: Needs,
  { options }: Chances,
  { given, now, preferred }: { given: GivenPlaces; now: string; preferred: string | null },
): Option | undefined {
  const open = options.filter(({ track }) => given.freeOf(track) > 0);
  const wanted = open.find(({ program, track }) => trackKey(program.id, track.id) === preferred);
  if (wanted || open.length < 2) return wanted ?? open[0];
  const [first] = open
    .map((option) => ({
      option,
      candidate: scored(needs, { ...option, track: given.of(option.track) }, now),
    }))
    .sort((a, b) => byScore(a.candidate, b.candidate));
  return first!.option;
}

/** The place of a track for somebody who wants it from an instant; null without a session in sight. */
export function placeAt(
  { program, track }: Suitable,
  from: string,
  startOfTrack: StartOf,
): FoundPlace | null {
  const start = startOfTrack(program, track, from);
  return start && placeOn(program, track, start.day);
}

function placeOn(program: Program, track: Track, startsOn: string): FoundPlace {
  const { timeZone } = program;
  const named = { programId: program.id, trackId: track.id, startsOn, timeZone };
  const hours = weeklyHoursOf(timeZone, track);
  if (!hours) return { ...named, plan: null };
  const weeks = LEVEL_HOURS[program.level].planWeeks;
  return { ...named, plan: { ...hours, startsOn, weeks } };
}
