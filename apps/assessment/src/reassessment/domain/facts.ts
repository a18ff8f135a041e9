import type {
  DischargeDisposition,
  DrugTestResult,
  Level,
  RequesterKind,
  Setting,
  SubstanceClass,
  TriggerKind,
} from '@handrail/domain';
import type { CareContext, Ratings } from '@handrail/contracts';

/** Where a fact comes from. Times are RFC 3339 UTC, so that their texts sort as they happened. */
export interface FactSource {
  readonly eventId: string;
  /** The source message at the root of the chain. */
  readonly messageId: string;
  readonly type: string;
  /** When it happened in the world. */
  readonly occurredAt: string;
  /** When intake recorded the root cause: the same in whatever order topics are read. */
  readonly recordedAt: string;
}

interface StayStarted {
  readonly kind: 'stay-started';
  readonly source: FactSource;
  readonly stayId: string;
  readonly setting: Setting;
  readonly startedAt: string;
}

interface StayEnded {
  readonly kind: 'stay-ended';
  readonly source: FactSource;
  readonly stayId: string;
  readonly setting: Setting;
  readonly startedAt: string | null;
  readonly endedAt: string;
  readonly disposition: DischargeDisposition;
}

interface StepDownPlanned {
  readonly kind: 'step-down-planned';
  readonly source: FactSource;
  readonly stayId: string;
  readonly setting: Setting;
  readonly plannedFor: string;
}

/** Data of a stay were corrected. Changes what is known about it and never triggers anything. */
interface StayCorrected {
  readonly kind: 'stay-corrected';
  readonly source: FactSource;
  readonly stayId: string;
  readonly setting: Setting;
  readonly startedAt: string | null;
}

export interface RatingsRecorded {
  readonly kind: 'ratings-recorded';
  readonly source: FactSource;
  readonly ratedAt: string;
  readonly ratings: Ratings;
  readonly context: CareContext;
}

interface CountedReport {
  readonly eventId: string;
  readonly occurredAt: string;
}

/** Something that triggers by itself and not through a stay: an overdose, a repetition, a review. */
export interface SignalSeen {
  readonly kind: 'signal-seen';
  readonly source: FactSource;
  readonly trigger: TriggerKind;
  readonly currentLevel: Level | null;
  readonly repetition: Repetition | null;
  /** An opioid was named with it. */
  readonly opioid: boolean;
}

export interface Repetition {
  readonly detectionId: string;
  readonly pattern: 'returns-in-window' | 'second-detox';
  readonly reports: readonly CountedReport[];
}

/** An opioid was named by a report of use or overdose: medication is offered with any level. */
export interface OpioidNamed {
  readonly kind: 'opioid-named';
  readonly source: FactSource;
}

/** Whether the person came to a session, as a program reports it. */
export interface AttendanceReported {
  readonly kind: 'attendance-recorded';
  readonly source: FactSource;
  readonly placementId: string;
  readonly sessionStartsAt: string;
  readonly attendance: 'attended' | 'no-show' | 'excused' | 'cancelled';
}

/** What another instrument said, such as a level from CONTINUUM or a composite from LOCUS. */
export interface InstrumentReported {
  readonly kind: 'instrument-reported';
  readonly source: FactSource;
  readonly instrument: string;
  readonly level: string | null;
  readonly composite: number | null;
  readonly assessedAt: string;
}

/** Somebody asked for care of the person (T0). What they ask for decides nothing; it is shown. */
export interface CareAskedFor {
  readonly kind: 'care-requested';
  readonly source: FactSource;
  readonly requestedBy: RequesterKind;
  readonly level: Level | null;
  readonly context: CareContext;
}

/** What a drug test found. It is evidence and names opioids; by itself it asks for nothing. */
export interface DrugTested {
  readonly kind: 'drug-tested';
  readonly source: FactSource;
  readonly result: DrugTestResult;
  readonly substances: readonly SubstanceClass[];
  readonly placementId: string | null;
}

/** All planned sessions of a placement are over, and its place was given back. */
export interface PlanRanOut {
  readonly kind: 'plan-ran-out';
  readonly source: FactSource;
  readonly placementId: string;
  /** The reassessment that asked for the place. */
  readonly reassessmentId: string;
  readonly level: Level;
  readonly endedAt: string;
}

/** Scheduling gave a place, or moved its first day. */
export interface PlaceGiven {
  readonly kind: 'place-given';
  readonly source: FactSource;
  readonly placementId: string;
  readonly reassessmentId: string;
  readonly level: Level;
  /** `YYYY-MM-DD` where the program is. */
  readonly startsOn: string;
}

/** The sessions of a place were planned, or planned anew. */
export interface SessionsPlanned {
  readonly kind: 'sessions-planned';
  readonly source: FactSource;
  readonly placementId: string;
  readonly firstSessionAt: string;
  readonly lastSessionAt: string;
}

/** The first day of a place has passed, and nobody saw the person there. */
export interface PlaceNotStarted {
  readonly kind: 'place-not-started';
  readonly source: FactSource;
  readonly placementId: string;
  readonly reassessmentId: string;
  readonly level: Level;
  readonly startsOn: string;
}

/** A place ended otherwise than with its plan, with the code scheduling gives as the reason. */
export interface PlaceEnded {
  readonly kind: 'place-ended';
  readonly source: FactSource;
  readonly placementId: string;
  readonly reassessmentId: string;
  readonly level: Level;
  readonly endReason: string;
  readonly endedAt: string;
}

export interface FactTakenBack {
  readonly kind: 'fact-retracted';
  readonly source: FactSource;
  readonly retractedEventId: string;
}

/** Nothing new was told; a time that somebody waited for has come. */
interface TimePassed {
  readonly kind: 'time-passed';
}

export type LastingFact =
  | StayStarted
  | StayEnded
  | StepDownPlanned
  | StayCorrected
  | RatingsRecorded
  | SignalSeen
  | OpioidNamed
  | AttendanceReported
  | InstrumentReported
  | CareAskedFor
  | DrugTested
  | PlanRanOut
  | PlaceGiven
  | SessionsPlanned
  | PlaceNotStarted
  | PlaceEnded;
export type Fact = LastingFact | FactTakenBack | TimePassed;
