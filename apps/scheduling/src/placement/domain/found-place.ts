import type { SessionPlan } from '../../calendar/domain/sessions.js';

/** A place found for a request. */
export interface FoundPlace {
  readonly programId: string;
  readonly trackId: string;
  readonly startsOn: string;
  /** Zone of the program. */
  readonly timeZone: string;
  readonly plan: SessionPlan | null;
}
