/**
 * What the Care area shows. The assessment service owns all of it: the console passes it on, adds
 * what it knows itself (where something happened, what an event was called) and keeps nothing.
 */
import type { OfAnyRelease, QueueCounts, Rating, ReassessmentAnswer } from '@handrail/contracts';

export const RATINGS = [0, 1, 2, 3, 4, 'unknown'] as const satisfies readonly Rating[];

/** Which items the queue shows; `all` leaves out what is snoozed. */
export const QUEUE_VIEWS = ['all', 'unassigned', 'mine', 'overdue', 'snoozed'] as const;
export type QueueView = keyof QueueCounts;

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

/** What a service of an older release leaves out of a reassessment. */
type AddedLater =
  | 'whyNow'
  | 'flags'
  | 'stage'
  | 'stageSince'
  | 'history'
  | 'snoozedUntil'
  | 'lastChange'
  | 'informationRequests'
  | 'draft'
  | 'escalations'
  | 'outreach'
  | 'evidence'
  | 'instruments';

/** One reassessment as the assessment service answers it; a task without a deadline is possible. */
export interface CareReassessment extends Omit<
  OfAnyRelease<ReassessmentAnswer, AddedLater>,
  'dueAt'
> {
  readonly dueAt: string | null;
}

/** One event the console keeps, by its id, for readers of evidence. */
export interface KnownEvent {
  readonly id: string;
  readonly title: string;
  readonly facility: string | null;
}

export interface ReassessmentWithEvents {
  readonly reassessment: CareReassessment;
  /** What the trigger and the evidence are, as far as the console still keeps their events. */
  readonly events: readonly KnownEvent[];
}

/** What programs serve, for fields that programs are searched by. */
export interface PlacementChoices {
  readonly regions: readonly string[];
  readonly payers: readonly string[];
  /** False when the scheduling service did not answer. */
  readonly known: boolean;
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

/** Pushed over the stream when somebody did something with a reassessment by this console. */
export interface CarePush {
  readonly id: string;
  readonly act: ReassessmentAct;
  readonly version: number;
}
