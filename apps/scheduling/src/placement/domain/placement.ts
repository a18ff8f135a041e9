import type { CareContext } from '@handrail/contracts';
import {
  isHousing,
  PLACEMENT_STATUSES,
  type Level,
  type ProgramLevel,
  type WaitReason,
} from '@handrail/domain';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import type { ConsentReport } from '../../consent/domain/consent-report.js';
import { ALWAYS_OPEN, type TrackCalendar } from '../../program/domain/closures.js';
import { trackKey, type Claims } from '../../program/domain/program.js';
import { noStays, type StayHistory } from '../../stay/domain/stay.js';
import type { Course } from './course.js';
import type { Offer } from './offer.js';
import { noRecord, type WaitingRecord } from '../../waiting/domain/record.js';

/**
 * `requested` is inside only: nobody has looked yet whether there is room, so nobody could say why the
 * person waits. It lasts until the allocator's next turn, a few milliseconds.
 */
export const PLACEMENT_STATES = ['requested', ...PLACEMENT_STATUSES] as const;
export type PlacementState = (typeof PLACEMENT_STATES)[number];

/** A determination that asks for this placement; the placement stands as long as one is left. */
export interface Support {
  readonly reassessmentId: string;
  readonly determinationId: string;
  /** The source message at the root. */
  readonly messageId: string;
  /** When the newest of its reasons happened; absent in what was stored before this was kept. */
  readonly reasonAt?: string;
  /** A clinician decided it, who knew what had been before: it is never late. */
  readonly isByClinician?: boolean;
  /** Its reassessment fell only because the person had died: what is determined after that takes its place. */
  readonly fellWithDeath?: boolean;
}

/**
 * The determination behind a placement. Whatever is published later, a place found days after, an
 * offer accepted, leads back to it and so to the message at the root.
 */
export interface PlacementCause {
  readonly id: string;
  readonly correlationId: string;
  readonly recordedTime: string;
  readonly traceparent?: string;
}

/** What was decided about the person when the place was asked for. */
export interface CareNeed {
  readonly context: CareContext;
  /** Supports the determination lists beside the level, such as `recovery-housing`. */
  readonly supports: readonly string[];
  readonly withdrawalSetting: 'ambulatory' | '24-hour' | null;
  /** Earliest start; null when nothing holds the person back. */
  readonly placeFrom: string | null;
  /** Of a place in a recovery residence: the level of care it is asked for beside. */
  readonly beside?: Level;
  /** Levels that would do as well, the best first; none where the policy allows none. */
  readonly alternatives?: readonly Level[];
  /** Of what is tried because no program gave it: the level that was determined. */
  readonly insteadOf?: Level;
}

/** What people do with a place. */
export const PLACE_ACTS = [
  'end',
  'reinstate',
  'extend',
  'move',
  'reschedule',
  'hold',
  'release',
  'arrived',
  'not-arrived',
  'reviewed',
  'review-again',
] as const;
export type PlaceAct = (typeof PLACE_ACTS)[number];

/** What people do with offers of a place. */
const OFFER_ACTS = [
  'offer',
  'acknowledge',
  'accept',
  'decline',
  'withdraw-offer',
  'person-answer',
] as const;

/** What people do with a placement. */
export const PLACEMENT_ACTS = [...PLACE_ACTS, ...OFFER_ACTS] as const;
export type PlacementAct = (typeof PLACEMENT_ACTS)[number];

/** What people do about somebody who waits. */
export const WAITING_ACTS = [
  'interim',
  'contact',
  'pause',
  'resume',
  'remove',
  'return',
  'exception',
  'refer',
  'answer',
  'take-back',
] as const;
export type WaitingAct = (typeof WAITING_ACTS)[number];

/** Who did something with a placement, when and why. It stays in this service and is in no event. */
export interface RecordedAct {
  readonly kind: PlacementAct | WaitingAct;
  readonly by: string;
  /** A stable code; free text could carry names. */
  readonly reason: string;
  readonly at: string;
}

export interface Placement {
  readonly id: string;
  readonly level: ProgramLevel;
  readonly status: PlacementState;
  /** The determination shown as the cause, also after it fell. */
  readonly causedBy: Support;
  /** Every determination that still asks for it; empty when none stands any more. */
  readonly support: readonly Support[];
  readonly need: CareNeed;
  /** 1 pregnant injecting, 2 pregnant, 3 injecting, 4 others. */
  readonly priorityClass: number;
  /** When the class was first known, which starts the clock of interim services. */
  readonly prioritySince: string;
  readonly requestedAt: string;
  /** When the level was determined: of two requests the later one counts. */
  readonly determinedAt: string;
  readonly programId: string | null;
  readonly trackId: string | null;
  /** `YYYY-MM-DD` in the program's zone. */
  readonly startsOn: string | null;
  /** Zone of the program, while there is one. */
  readonly timeZone: string | null;
  /** Null for round-the-clock care and before a place is found. */
  readonly plan: SessionPlan | null;
  readonly waitReason: WaitReason | null;
  readonly endReason: string | null;
  /** Its offers, the oldest first. While one is open, the place above is that of the first open one. */
  readonly offers: readonly Offer[];
  /** Set while an offer is open: when the first of them lapses. */
  readonly offerExpiresAt: string | null;
  /** Tracks, and whole programs, that said no to this request, or the person to them. */
  readonly declinedTracks: readonly string[];
  /** The track to try first: the one held before a move that was taken back. */
  readonly preferredTrack: string | null;
  /** The placement that took over from this one. */
  readonly displacedBy: string | null;
  /** The declined placement this request goes on from. */
  readonly follows: string | null;
  readonly attended: boolean;
  readonly course: Course;
  /**
   * From when a waiting person is free of the stay they live in: null when of none, `infinity` when its
   * end is not known.
   */
  readonly freeFrom: string | null;
  /** Why a person has to look at it; null when nobody has to. */
  readonly needsReview: string | null;
  /** The allocator has to look at it on its next turn. */
  readonly needsLook: boolean;
  /** The people of the same needs somebody waits among, once they were looked at; of others it means nothing. */
  readonly needGroup: string | null;
  /** Tracks that would do for those people and are out for this request. */
  readonly exceptedTracks: readonly string[];
  /** What its place was chosen from, when it was given one just now; otherwise what is stored stays. */
  readonly candidates?: readonly Candidate[];
  readonly cause: PlacementCause;
  /** What people did with it, the oldest first. */
  readonly acts: readonly RecordedAct[];
  /** Rises with every change that is stored; whoever acts names the one they have seen. */
  readonly version: number;
  readonly createdAt: string;
}

/** Everything scheduling knows about one person. */
export interface PersonPlacements {
  readonly personId: string;
  readonly placements: readonly Placement[];
  readonly history: StayHistory;
  /** What is known of them as somebody who waits. */
  readonly waiting: WaitingRecord;
  /** What they let whom outside be told, as it was reported. */
  readonly consents: readonly ConsentReport[];
  /** Read with the person and never saved: whose facility it is where somebody stays. */
  readonly claims: Claims;
  /** Read with the person and never saved: programs of other organisations, with the organisation. */
  readonly outside: ReadonlyMap<string, string>;
  /** Read with the person and never saved: when the tracks they are to begin in are closed, by track. */
  readonly calendars: ReadonlyMap<string, TrackCalendar>;
}

export const noPlacements = (personId: string): PersonPlacements => ({
  personId,
  placements: [],
  history: noStays,
  waiting: noRecord,
  consents: [],
  claims: new Map(),
  outside: new Map(),
  calendars: new Map(),
});

/** The closed days of the track of a place, as far as they were read with the person. */
export const calendarOfPlace = (
  { calendars }: PersonPlacements,
  { programId, trackId }: Pick<Placement, 'programId' | 'trackId'>,
): TrackCalendar => calendars.get(trackKey(programId ?? '', trackId ?? '')) ?? ALWAYS_OPEN;

/** Waiting for a place, looked at or not. */
export const isWaiting = (placement: Placement): boolean =>
  placement.status === 'requested' || placement.status === 'waitlisted';

/** Waiting, or asked whether the place suits. */
export const isPending = (placement: Placement): boolean =>
  isWaiting(placement) || placement.status === 'offered';

/** The person came: to a session, or by a stay there. */
export const hasArrived = ({ attended, course }: Placement): boolean =>
  attended || course.arrival !== null;

/**
 * Whether two places are of one kind: a person has one place of care at a time, and beside it one to live
 * in; neither ends or takes over from the other.
 */
export const isOneKind = (level: ProgramLevel, other: ProgramLevel): boolean =>
  isHousing(level) === isHousing(other);

/** The person with nothing but their placements of the kind of a level. */
export const ofKind = (person: PersonPlacements, level: ProgramLevel): PersonPlacements => ({
  ...person,
  placements: person.placements.filter((placement) => isOneKind(placement.level, level)),
});

/** The place of the kind of a level that the person has. */
export const confirmedOf = (
  { placements }: PersonPlacements,
  level: ProgramLevel,
): Placement | undefined =>
  placements.find(
    (placement) => placement.status === 'confirmed' && isOneKind(placement.level, level),
  );

export const placementOf = (person: PersonPlacements, id: string): Placement | undefined =>
  person.placements.find((placement) => placement.id === id);

export const asksFor = (placement: Placement, reassessmentId: string): boolean =>
  placement.support.some((support) => support.reassessmentId === reassessmentId);
