import {
  type DischargeDisposition,
  type Level,
  type OverrideReason,
  type Setting,
  type TriggerKind,
  oncePer,
} from '@handrail/domain';
import type { CareContext, DeterminationData, Ratings } from '@handrail/contracts';
import type { DecisionInputs } from '../../policy/domain/inputs.js';
import type {
  AttendanceReported,
  CareAskedFor,
  DrugTested,
  FactSource,
  InstrumentReported,
  OpioidNamed,
  PlanRanOut,
  RatingsRecorded,
  SignalSeen,
} from './facts.js';
import type { Place } from './place.js';
import type { Work } from './work.js';

/** All assessment knows about one person: facts as they were told, and what was made of them. */
export interface PersonCase {
  readonly personId: string;
  readonly stays: readonly CaseStay[];
  readonly ratings: readonly RatingsRecorded[];
  readonly signals: readonly SignalSeen[];
  readonly opioidNamed: readonly OpioidNamed[];
  readonly attendance: readonly AttendanceReported[];
  /** Results of instruments of others, kept as they were told and never interpreted. */
  readonly instruments: readonly InstrumentReported[];
  /** Requests for care. */
  readonly requests: readonly CareAskedFor[];
  readonly drugTests: readonly DrugTested[];
  /** Placements whose plan ran out. */
  readonly plansOver: readonly PlanRanOut[];
  /** Places in programs, as scheduling tells of them. */
  readonly places: readonly Place[];
  /** Ids of events that were taken back, also before they arrived. */
  readonly retracted: readonly string[];
  readonly reassessments: readonly Reassessment[];
  /** Decisions made since the case was loaded: each is written once, for ever. */
  readonly unsaved: ReadonlyArray<{
    readonly reassessmentId: string;
    readonly decision: LevelDecision;
  }>;
}

/** A stay as its facts tell it; each part falls when its own event is taken back. */
export interface CaseStay {
  readonly stayId: string;
  readonly setting: Setting;
  readonly startedAt: string | null;
  readonly start: FactSource | null;
  readonly plan: StayPlan | null;
  readonly end: StayEnd | null;
}

export interface StayPlan {
  readonly source: FactSource;
  readonly setting: Setting;
  readonly plannedFor: string;
}

/** How a stay ended, as it was first told: a later correction never changes what it triggered. */
export interface StayEnd {
  readonly source: FactSource;
  readonly setting: Setting;
  readonly endedAt: string;
  readonly disposition: DischargeDisposition;
}

/** One reason for a reassessment: a fact or a planned day that asks for a level of care. */
export interface Trigger {
  readonly kind: TriggerKind;
  readonly eventId: string;
  readonly messageId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Ratings must be fresh at this time. */
  readonly freshAt: string;
  readonly stayId: string | null;
  /** Beginning of the stay it ends, when there is one and it is known. */
  readonly since: string | null;
  readonly placeFrom: string | null;
  readonly currentLevel: Level | null;
  /** Only of the end of a stay: where it was. */
  readonly setting?: Setting;
  readonly planned: boolean;
  readonly repetition: SignalSeen['repetition'];
  /** Only of what happened to a place: which one. */
  readonly placementId?: string;
  /** Only of the end of a place: after when the end of a stay is the end of the same program. */
  readonly planSince?: string;
  /** Only of a request: who asks, and the level they ask for. */
  readonly request?: Pick<CareAskedFor, 'requestedBy' | 'level'>;
}

export const REASSESSMENT_STATUSES = [
  'open',
  'in-progress',
  'determined',
  'withdrawn',
  'overdue',
] as const;
export type ReassessmentStatus = (typeof REASSESSMENT_STATUSES)[number];

export interface Reassessment {
  readonly id: string;
  /** Rises with every change; the ETag of the API. */
  readonly version: number;
  readonly status: ReassessmentStatus;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly overdueSince: string | null;
  /** Reasons that stand and belong to it, the leading one first. It falls with the last of them. */
  readonly triggers: readonly Trigger[];
  /** Reasons that belong to another reassessment of the same crisis; their floors count here too. */
  readonly shared: readonly Trigger[];
  /** Reasons that were taken back. */
  readonly fallen: readonly Trigger[];
  /** Fingerprint of everything the last evaluation rested on, to know when it must run again. */
  readonly basis: string | null;
  readonly used: UsedInputs | null;
  /** What the policy says while a person has to decide. */
  readonly proposal: DeterminationData | null;
  readonly decision: LevelDecision | null;
  readonly decisions: number;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
  /** What people do with it: stage, drafts, requests, attempts to reach the person. */
  readonly work: Work;
}

/** The inputs of an evaluation, with the age of what they rest on. */
export interface UsedInputs {
  readonly inputs: DecisionInputs;
  readonly ratings: Ratings;
  readonly context: CareContext;
  readonly currentLevel: Level | null;
  readonly ratedAt: string | null;
  readonly ratingsEventId: string | null;
  /** Dimensions whose rating is too old to count. */
  readonly stale: readonly (keyof Ratings)[];
  readonly placeFrom: string | null;
  readonly requestedAt: string;
}

export interface LevelDecision {
  readonly determinationId: string;
  readonly determination: DeterminationData;
  readonly decidedBy: 'policy' | 'clinician';
  readonly determinedAt: string;
  readonly used: UsedInputs;
  readonly override: Override | null;
  /** Fingerprint of the policy's tables when it decided; absent in decisions of older versions. */
  readonly policyHash?: string;
  /** Who signed, when they said so; null for the policy itself. */
  readonly by?: string | null;
  readonly role?: string | null;
}

/** A person decided otherwise than the policy. Both results are kept; the text never leaves here. */
export interface Override {
  readonly reasonCode: OverrideReason;
  readonly text: string;
  readonly role: string;
  /** What the policy had said. */
  readonly policyResult: DeterminationData;
}

export const newPersonCase = (personId: string): PersonCase => ({
  personId,
  stays: [],
  ratings: [],
  signals: [],
  opioidNamed: [],
  attendance: [],
  instruments: [],
  requests: [],
  drugTests: [],
  plansOver: [],
  places: [],
  retracted: [],
  reassessments: [],
  unsaved: [],
});

/** Still waits for a decision. */
export const isWaiting = ({ status }: Reassessment): boolean =>
  status === 'open' || status === 'in-progress' || status === 'overdue';

/** Somebody works on it: nothing is decided under their hands. */
export const isHeld = (reassessment: Reassessment): boolean =>
  isWaiting(reassessment) && reassessment.claimedBy !== null;

export const isLive = ({ status }: Reassessment): boolean => status !== 'withdrawn';

export const diedAt = ({ stays }: PersonCase): string | null => deathIn(stays);

const deathIn = oncePer(
  (stays: PersonCase['stays']): string | null =>
    stays.find(({ end }) => end?.disposition === 'died')?.end?.endedAt ?? null,
);
