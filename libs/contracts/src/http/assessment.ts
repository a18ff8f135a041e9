import type { CareContext, DeterminationData, Ratings, TriggerData } from '../shapes.js';

/** A rule that fired: what it looked at, what it asked for, where it comes from. */
export type TraceStep = DeterminationData['trace'][number];

export type EvidenceStanding = 'used' | 'stale' | 'superseded' | 'conflicting';

/** One fact behind a rating, with where it comes from and how it counts. */
export interface EvidenceAnswer {
  readonly item: string;
  readonly value: unknown;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly source: { readonly eventId: string; readonly type: string };
  readonly standing: EvidenceStanding;
  readonly conflictsWith: readonly string[];
}

/** A step from one stage of work to the next. */
export interface StageChange {
  readonly stage: string;
  readonly by: string | null;
  readonly reason: string | null;
  readonly effectiveAt: string;
  readonly recordedAt: string;
}

/** Ratings that are not finished. */
export interface DraftAnswer {
  readonly ratings: Partial<Ratings>;
  readonly context: CareContext;
  readonly note: string | null;
  readonly by: string;
  readonly savedAt: string;
}

/** What somebody did last, as a refused act is answered. */
export interface LastChange {
  readonly what: string;
  readonly by: string | null;
  readonly at: string;
}

/** Why a person decided otherwise than the policy. */
export interface OverrideAnswer {
  readonly reasonCode: string;
  readonly role: string;
  readonly text: string;
  readonly policyLevel: string | null;
  readonly by: string | null;
}

/** Attempts to reach the person, when the reason asks for them. */
export interface OutreachAnswer {
  readonly dueAt: string;
  readonly overdoseRisk: boolean;
  readonly attempts: readonly {
    readonly at: string;
    readonly by: string;
    readonly outcome: string;
  }[];
  readonly doneAt: string | null;
}

/** What another instrument found. */
export interface InstrumentAnswer {
  readonly instrument: string;
  readonly level: string | null;
  readonly composite: number | null;
  readonly assessedAt: string;
  readonly eventId: string;
}

/** `GET /v1/reassessments/{id}`. */
export interface ReassessmentAnswer {
  readonly id: string;
  readonly personId: string;
  readonly status: string;
  /** Also the ETag; it is sent back as If-Match. */
  readonly version: number;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly overdueSince: string | null;
  readonly trigger: TriggerData;
  readonly ratings: Ratings;
  readonly ratedAt: string | null;
  readonly staleRatings: readonly string[];
  readonly context: CareContext;
  readonly currentLevel: string | null;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  /** What the policy says while a person has to decide. */
  readonly proposal?: DeterminationData;
  readonly determination?: DeterminationData;
  readonly determinedAt?: string;
  readonly decidedBy?: 'policy' | 'clinician';
  readonly override?: OverrideAnswer;
  readonly withdrawn?: { readonly at: string; readonly reason: string };
  readonly whyNow: string;
  readonly flags: readonly string[];
  readonly stage: string;
  /** Its age in this stage counts from here. */
  readonly stageSince: string;
  /** Oldest first. */
  readonly history: readonly StageChange[];
  readonly snoozedUntil: string | null;
  readonly informationRequests: readonly {
    readonly by: string;
    readonly asks: string;
    readonly at: string;
    readonly answeredAt: string | null;
  }[];
  readonly draft: DraftAnswer | null;
  readonly escalations: readonly {
    readonly at: string;
    readonly reason: string;
    readonly from: string | null;
  }[];
  readonly lastChange: LastChange | null;
  readonly outreach: OutreachAnswer | null;
  readonly evidence: readonly EvidenceAnswer[];
  readonly instruments: readonly InstrumentAnswer[];
}

/** One of `GET /v1/reassessments` of a queue, with its ages at the moment of reading. */
export interface QueueItemAnswer extends ReassessmentAnswer {
  readonly due: 'overdue' | 'due-soon' | 'on-time';
  /** Negative when it is overdue. */
  readonly dueInMinutes: number;
  readonly ageInStageMinutes: number;
}

/** `GET /v1/reassessments/queue-counts`: how much waits in each queue. */
export interface QueueCounts {
  readonly all: number;
  readonly unassigned: number;
  readonly mine: number;
  readonly overdue: number;
  readonly snoozed: number;
}

/** One of `GET /v1/reassessments/{id}/determinations`: a determination as it was recorded. */
export interface RecordedDeterminationAnswer {
  readonly determinationId: string;
  readonly determinedAt: string;
  readonly decidedBy: string;
  readonly policyVersion: string;
  /** The level that holds. */
  readonly level: string | null;
  /** What the policy said. */
  readonly result: DeterminationData;
  readonly override: Pick<OverrideAnswer, 'reasonCode' | 'role' | 'text'> | null;
  /** Whether the policy says the same when it is asked again; null when it is not here any more. */
  readonly reproduced: boolean | null;
}
