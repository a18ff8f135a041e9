import type { EventOutcome, Publisher, Service } from './names.js';

export interface TraceStep {
  readonly rule: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly effect: string;
  readonly source: string;
}

/** A level-of-care decision as the journey unfolds it. */
export interface JourneyDecision {
  readonly level: string | null;
  readonly asamLevel: string | null;
  readonly mode: string;
  readonly decidedBy: string | null;
  readonly policyVersion: string;
  readonly policyStatus: string;
  readonly alternatives: readonly string[];
  readonly supports: readonly string[];
  readonly trace: readonly TraceStep[];
  readonly wouldChangeIf: readonly {
    readonly input: string;
    readonly to: unknown;
    readonly level: string | null;
  }[];
  readonly ratings: Readonly<Record<string, unknown>> | null;
}

export interface JourneyItem {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly facts: string;
  readonly eventId: string;
  readonly service: Publisher | null;
  readonly outcome: EventOutcome;
  readonly causedBy: string | null;
  /** The cause in plain words; null when it is the source message itself. */
  readonly causeTitle: string | null;
  readonly messageId: string | null;
  readonly decision: JourneyDecision | null;
  /** False when the console no longer keeps the event itself. */
  readonly kept: boolean;
}

export interface Journey {
  readonly personId: string;
  /** Newest first. */
  readonly items: readonly JourneyItem[];
  /** False when the outcomes service did not answer and only recent events are shown. */
  readonly complete: boolean;
  readonly now: {
    readonly level: string | null;
    readonly placement: {
      readonly id: string;
      readonly programId: string | null;
      readonly trackId: string | null;
      readonly status: string;
      readonly startsOn: string | null;
    } | null;
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
