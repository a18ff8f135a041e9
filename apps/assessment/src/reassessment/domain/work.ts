import type { CareContext, Ratings } from '@handrail/contracts';

export const STAGES = [
  'unassigned',
  'assigned',
  'waiting-for-information',
  'snoozed',
  'determined',
  'withdrawn',
] as const;
export type Stage = (typeof STAGES)[number];

/** A step from one stage to the next: when it took effect in the world, and when it was recorded. */
interface StageEntry {
  readonly stage: Stage;
  readonly by: string | null;
  readonly reason: string | null;
  readonly effectiveAt: string;
  readonly recordedAt: string;
}

interface DraftRatings {
  readonly ratings: Partial<Ratings>;
  readonly context: CareContext;
  readonly note: string | null;
  readonly by: string;
  readonly savedAt: string;
}

interface InformationRequest {
  readonly by: string;
  readonly asks: string;
  readonly at: string;
  readonly answeredAt: string | null;
}

interface OutreachAttempt {
  readonly at: string;
  readonly by: string;
  readonly outcome: 'reached' | 'not-reached';
}

interface Escalation {
  readonly at: string;
  readonly reason: 'overdue' | 'still-waiting';
  /** Who held it; null when nobody did. */
  readonly from: string | null;
}

/** A reassessment as a piece of work for people. There is one, and escalation moves it. */
export interface Work {
  /** Oldest first; the last one is the stage it is in. Notes and drafts add none. */
  readonly history: readonly StageEntry[];
  readonly snoozedUntil: string | null;
  readonly requests: readonly InformationRequest[];
  readonly draft: DraftRatings | null;
  readonly attempts: readonly OutreachAttempt[];
  /** The last attempts failed, as many as the policy allows. */
  readonly outreachFailed: boolean;
  readonly escalations: readonly Escalation[];
  readonly lastChange: {
    readonly what: string;
    readonly by: string | null;
    readonly at: string;
  } | null;
}

/** The work of a reassessment that was just opened; it waits since the day of its reason. */
export const newWork = (effectiveAt: string, recordedAt: string): Work => ({
  history: [{ stage: 'unassigned', by: null, reason: null, effectiveAt, recordedAt }],
  snoozedUntil: null,
  requests: [],
  draft: null,
  attempts: [],
  outreachFailed: false,
  escalations: [],
  lastChange: null,
});

export const stageOf = ({ history }: Work): Stage => history.at(-1)?.stage ?? 'unassigned';
