import type { CareContext, Ratings } from '@handrail/contracts';

/** What happens to a reassessment as a piece of work; `at` is when it was recorded. */
export type WorkEvent =
  | Claimed
  | HandedOff
  | Snoozed
  | SnoozeEnded
  | InformationRequested
  | DraftSaved
  | OutreachTried
  | BecameOverdue
  | Escalated;

interface Happening {
  readonly id: string;
  readonly at: string;
}

interface Claimed extends Happening {
  readonly kind: 'claimed';
  readonly by: string;
}

/** Given to somebody else, or back to the pool when `to` is null. */
interface HandedOff extends Happening {
  readonly kind: 'handed-off';
  readonly by: string;
  readonly to: string | null;
  readonly reason: string;
}

interface Snoozed extends Happening {
  readonly kind: 'snoozed';
  readonly by: string;
  readonly until: string;
  readonly reason: string;
}

interface SnoozeEnded extends Happening {
  readonly kind: 'snooze-ended';
  readonly until: string;
}

interface InformationRequested extends Happening {
  readonly kind: 'information-requested';
  readonly by: string;
  readonly asks: string;
}

interface DraftSaved extends Happening {
  readonly kind: 'draft-saved';
  readonly by: string;
  readonly ratings: Partial<Ratings>;
  readonly context: CareContext;
  readonly note: string | null;
}

/** Somebody tried to reach the person. */
interface OutreachTried extends Happening {
  readonly kind: 'outreach-tried';
  readonly by: string;
  readonly outcome: 'reached' | 'not-reached';
  /** So often without reaching the person that somebody has to decide without them. */
  readonly exhausted: boolean;
  /** When a decision is due after this attempt. */
  readonly dueAt: string;
}

/** The due time passed. Whoever holds it keeps it for now; what waited elsewhere comes back. */
interface BecameOverdue extends Happening {
  readonly kind: 'became-overdue';
  readonly dueAt: string;
}

/** Still not decided some time after it was due: the item itself goes back to the pool. */
interface Escalated extends Happening {
  readonly kind: 'escalated';
  readonly from: string;
}
