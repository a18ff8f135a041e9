export interface PolicySummary {
  readonly version: string;
  readonly title: string;
  readonly status: string;
  readonly approval: {
    readonly by: string;
    readonly role?: string;
    readonly at: string;
  } | null;
  readonly effectiveFrom: string;
  readonly current: boolean;
  readonly contentHash: string;
  readonly rows: number;
}

/** A row of a decision table as it is written; its conditions differ by table. */
export interface PolicyRow {
  readonly id: string;
  readonly source: string;
  readonly [field: string]: unknown;
}

export interface Policy extends PolicySummary {
  readonly tables: Readonly<Record<string, readonly PolicyRow[]>>;
  /** Cases in plain words that the version is held to. */
  readonly cases?: readonly PolicyCase[];
}

export interface PolicyCase {
  readonly id: string;
  readonly given: string;
  readonly when: string;
  readonly then: string;
  readonly source: string;
}

/** How often people decided otherwise than a rule that spoke; rates are from 0 to 1. */
export interface OverrideRates {
  readonly since: string;
  readonly determinations: number;
  readonly overrides: number;
  /** Null when nothing was determined. */
  readonly rate: number | null;
  readonly byReason: readonly { readonly reasonCode: string; readonly count: number }[];
  readonly byRule: readonly {
    readonly rule: string;
    readonly determinations: number;
    readonly overrides: number;
    readonly rate: number | null;
  }[];
}

export interface PolicyHits {
  readonly version: string;
  readonly since: string;
  readonly determinations: number;
  readonly rows: readonly { readonly table: string; readonly id: string; readonly hits: number }[];
}

/** One version over recorded determinations, beside what was decided or what another would decide. */
export interface Simulation {
  readonly policyVersion: string;
  readonly against: string;
  readonly since: string;
  readonly until: string;
  readonly determinations: number;
  readonly changed: number;
  readonly moves: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly count: number;
  }[];
  readonly modeChanges: { readonly toNeedsHuman: number; readonly toAutomatic: number };
  readonly demand: readonly {
    readonly level: string | null;
    readonly before: number;
    readonly after: number;
    readonly change: number;
    readonly capacity: { readonly places: number; readonly used: number } | null;
  }[];
  readonly people: readonly {
    readonly personId: string;
    readonly reassessmentId: string;
    readonly determinationId: string;
    readonly determinedAt: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly because: readonly {
      readonly rule: string;
      readonly effect: string;
      readonly only: 'before' | 'after';
    }[];
  }[];
  readonly peopleLeftOut: number;
  readonly reassessments: ReassessmentsOfLimits;
  readonly elapsedMs: number;
}

/** What other limits would have asked for at all, beside the changes of level. */
export interface ReassessmentsOfLimits {
  /** Limits that differ and say who is asked for; without any nothing was run again. */
  readonly limits: readonly {
    readonly limit: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly persons: number;
  readonly more: AskedBeyond;
  readonly less: AskedBeyond;
}

/** Reassessments that one of two policies asks for and the other does not. */
export interface AskedBeyond {
  readonly count: number;
  readonly byLevel: readonly { readonly level: string; readonly count: number }[];
  readonly needsPerson: number;
  /** Further reasons that join a reassessment there is anyway. */
  readonly joins: number;
  readonly people: readonly {
    readonly personId: string;
    readonly kind: string;
    readonly occurredAt: string;
    readonly eventId: string;
    readonly level: string | null;
  }[];
  readonly peopleLeftOut: number;
}

/** Places of all programs of a level, and since when the oldest of these numbers has stood. */
export interface LevelCapacity {
  readonly level: string;
  readonly places: number;
  /** Places somebody can get now, as scheduling counts them; null where it does not say. */
  readonly free: number | null;
  readonly oldestAsOf: string | null;
}

export interface CapacityView {
  readonly levels: readonly LevelCapacity[];
  /** False when the scheduling service did not answer. */
  readonly known: boolean;
}
