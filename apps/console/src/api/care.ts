/**
 * What the Care area shows. The assessment service owns all of it: the console passes it on, adds
 * what it knows itself (where something happened, what an event was called) and keeps nothing.
 */
import type { TraceStep } from './journey.js';

export const DIMENSIONS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const RATINGS = [0, 1, 2, 3, 4, 'unknown'] as const;
export type Rating = (typeof RATINGS)[number];
export type Ratings = Readonly<Record<Dimension, Rating>>;

/** Which items the queue shows; `all` leaves out what is snoozed. */
export const QUEUE_VIEWS = ['all', 'unassigned', 'mine', 'overdue', 'snoozed'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];
export type QueueCounts = Readonly<Record<QueueView, number>>;

/** `none` is a task without a deadline: never to be taken for one that is on time. */
export type Due = 'overdue' | 'due-soon' | 'on-time' | 'none';

/** One item of the queue: why now, by when, whose, and what it waits for. */
export interface QueueRow {
  readonly id: string;
  readonly personId: string;
  readonly version: number;
  /** What happened, in plain words, and when and where. */
  readonly whyNow: string;
  readonly occurredAt: string;
  readonly facility: string | null;
  readonly trigger: string;
  readonly flags: readonly string[];
  readonly due: Due;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly owner: string | null;
  readonly stage: string;
  /** The age in this stage counts from here. */
  readonly stageSince: string;
  readonly waitingOn: string;
  readonly snoozedUntil: string | null;
}

export interface QueueAnswer {
  readonly at: string;
  readonly items: readonly QueueRow[];
  /** True when there are more items than the console reads at once. */
  readonly cut: boolean;
}

export interface Determination {
  readonly level: string | null;
  readonly asamLevel: string | null;
  readonly alternatives: readonly string[];
  readonly policyVersion: string;
  readonly policyStatus: string;
  readonly mode: string;
  readonly trace: readonly TraceStep[];
  readonly supports: readonly string[];
  readonly withdrawalSetting: string | null;
  readonly wouldChangeIf: readonly {
    readonly input: string;
    readonly to: unknown;
    readonly level: string | null;
  }[];
}

export type Standing = 'used' | 'stale' | 'superseded' | 'conflicting';

/** One fact behind a rating: what was observed, when, and where the console knows it from. */
export interface Evidence {
  readonly item: string;
  readonly value: unknown;
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly source: { readonly eventId: string; readonly type: string };
  readonly standing: Standing;
  readonly conflictsWith?: readonly string[];
}

interface Draft {
  readonly ratings: Partial<Ratings>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly note: string | null;
  readonly by: string;
  readonly savedAt: string;
}

export interface StageChange {
  readonly stage: string;
  readonly by: string | null;
  readonly reason: string | null;
  readonly effectiveAt: string;
  readonly recordedAt: string;
}

/** One reassessment as the assessment service answers it; lists it may leave out are empty. */
export interface Reassessment {
  readonly id: string;
  readonly personId: string;
  readonly status: string;
  readonly version: number;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly overdueSince: string | null;
  readonly trigger: {
    readonly kind: string;
    readonly eventId: string;
    readonly messageId: string;
    readonly occurredAt: string;
    readonly evidence: readonly {
      readonly eventId: string;
      readonly type: string;
      readonly occurredAt: string;
    }[];
  };
  readonly ratings: Ratings;
  readonly ratedAt: string | null;
  readonly staleRatings: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
  readonly currentLevel: string | null;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  readonly proposal?: Determination;
  readonly determination?: Determination;
  readonly determinedAt?: string;
  readonly decidedBy?: 'policy' | 'clinician';
  readonly override?: {
    readonly reasonCode: string;
    readonly role: string;
    readonly text: string;
    readonly policyLevel: string | null;
    readonly by?: string | null;
  };
  readonly withdrawn?: { readonly at: string; readonly reason: string };
  readonly whyNow?: string;
  readonly flags?: readonly string[];
  readonly stage?: string;
  readonly stageSince?: string;
  readonly history?: readonly StageChange[];
  readonly snoozedUntil?: string | null;
  readonly lastChange?: Meanwhile | null;
  readonly informationRequests?: readonly {
    readonly by: string;
    readonly asks: string;
    readonly at: string;
    readonly answeredAt: string | null;
  }[];
  readonly draft?: Draft | null;
  readonly escalations?: readonly {
    readonly at: string;
    readonly reason: string;
    readonly from: string | null;
  }[];
  readonly outreach?: {
    readonly dueAt: string;
    readonly overdoseRisk: boolean;
    readonly attempts: readonly {
      readonly at: string;
      readonly by: string;
      readonly outcome: string;
    }[];
    readonly doneAt: string | null;
  } | null;
  readonly evidence?: readonly Evidence[];
  readonly instruments?: readonly {
    readonly instrument: string;
    readonly level: string | null;
    readonly composite: number | null;
    readonly assessedAt: string;
    readonly eventId: string;
  }[];
}

/** One event the console keeps, by its id, for readers of evidence. */
export interface KnownEvent {
  readonly id: string;
  readonly title: string;
  readonly facility: string | null;
}

export interface ReassessmentAnswer {
  readonly reassessment: Reassessment;
  /** What the trigger and the evidence are, as far as the console still keeps their events. */
  readonly events: readonly KnownEvent[];
}

/** A determination that was made, with the inputs it can be made again from. */
export interface MadeDetermination {
  readonly determinationId: string;
  readonly determinedAt: string;
  readonly decidedBy: string;
  readonly policyVersion: string;
  readonly level: string | null;
  readonly result: Determination;
  readonly override: Reassessment['override'] | null;
  /** Whether the policy said the same when it was asked again; null when it is not here any more. */
  readonly reproduced: boolean | null;
}

export const REASSESSMENT_ACTS = [
  'claim',
  'hand-off',
  'snooze',
  'request-information',
  'draft',
  'ratings',
  'determine',
  'override',
  'outreach',
] as const;
export type ReassessmentAct = (typeof REASSESSMENT_ACTS)[number];

/** What somebody did meanwhile, as a refused act is told. */
export interface Meanwhile {
  readonly what: string;
  readonly by: string | null;
  readonly at: string;
}

/** Pushed over the stream when somebody did something with a reassessment by this console. */
export interface CarePush {
  readonly id: string;
  readonly act: ReassessmentAct;
  readonly version: number;
}
