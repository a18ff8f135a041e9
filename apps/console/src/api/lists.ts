import type { PlacementStatus, ReassessmentPhase } from './names.js';

export interface ReassessmentItem {
  readonly id: string;
  readonly personId: string;
  readonly status: ReassessmentPhase;
  readonly trigger: string | null;
  readonly openedAt: string | null;
  readonly dueAt: string | null;
  readonly determinedAt: string | null;
  readonly level: string | null;
  readonly mode: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

export interface PlacementItem {
  readonly id: string;
  readonly personId: string;
  readonly reassessmentId: string | null;
  readonly status: PlacementStatus;
  readonly level: string | null;
  readonly programId: string | null;
  /** Null while the scheduling service has not said it. */
  readonly programName: string | null;
  readonly trackId: string | null;
  readonly startsOn: string | null;
  readonly trigger: string | null;
  /** Why it waits, was declined, withdrawn or ended, as a stable code. */
  readonly reason: string | null;
  readonly confirmedAt: string | null;
  /** When the person asked for care; null for whoever never had to wait. */
  readonly requestedAt: string | null;
  readonly changedAt: string;
  readonly messageId: string | null;
}
