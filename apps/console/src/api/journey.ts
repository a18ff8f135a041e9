import type { DeterminationData } from '@handrail/contracts';
import type { EventOutcome, PublishingService, Service } from './names.js';

/** A level-of-care decision as the journey unfolds it. */
export interface JourneyDecision extends Omit<
  DeterminationData,
  'withdrawalSetting' | 'inputsHash'
> {
  readonly decidedBy: string | null;
  readonly ratings: Readonly<Record<string, unknown>> | null;
}

export interface JourneyRow {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly facts: string;
  readonly eventId: string;
  readonly service: PublishingService | null;
  readonly outcome: EventOutcome;
  readonly causedBy: string | null;
  /** The cause in plain words; null when it is the source message itself. */
  readonly causeTitle: string | null;
  readonly messageId: string | null;
  readonly decision: JourneyDecision | null;
  /** False when the console no longer keeps the event itself. */
  readonly kept: boolean;
}

/** A place as it stands now. */
export interface PlaceNow {
  readonly id: string;
  readonly programId: string | null;
  readonly trackId: string | null;
  readonly status: string;
  readonly startsOn: string | null;
}

export interface Journey {
  readonly personId: string;
  /** Newest first. */
  readonly items: readonly JourneyRow[];
  /** False when the outcomes service did not answer and only recent events are shown. */
  readonly complete: boolean;
  readonly now: {
    readonly level: string | null;
    /** The place of care, or the last way to one. */
    readonly placement: PlaceNow | null;
    /** The same of a recovery residence beside care. */
    readonly housing: PlaceNow | null;
    readonly reassessment: {
      readonly id: string;
      readonly status: string;
      readonly dueAt: string | null;
      readonly trigger: string | null;
    } | null;
  };
}

/** A person whose events arrived lately; an entry point when no id is at hand. */
export interface RecentPerson {
  readonly personId: string;
  readonly lastTitle: string;
  readonly lastAt: string;
  readonly outcome: EventOutcome;
  readonly events: number;
}

export interface SearchResult {
  readonly items: readonly Found[];
  /** Services that did not answer: what only they know cannot be found now. */
  readonly unknown: readonly Service[];
}

/** What an id typed into the search box turned out to be. */
export interface Found {
  readonly kind: 'person' | 'event' | 'message' | 'reassessment' | 'placement';
  readonly personId: string | null;
  readonly eventId: string | null;
  readonly messageId: string | null;
  readonly label: string;
}
