/** One of `GET /v1/policies`. */
export interface PolicySummaryAnswer {
  readonly version: string;
  readonly title: string;
  readonly status: string;
  readonly approval: {
    readonly by: string;
    readonly role?: string;
    readonly at: string;
  } | null;
  readonly effectiveFrom: string;
  /** Whether decisions made now use it. */
  readonly current: boolean;
  readonly contentHash: string;
  /** Rows in all its tables. */
  readonly rows: number;
}

/** A row of a decision table as it is written; its conditions differ by table. */
export interface PolicyRow {
  readonly id: string;
  readonly source: string;
  readonly [field: string]: unknown;
}

/** A case in plain words that a version is held to. */
export interface PolicyCase {
  readonly id: string;
  readonly given: string;
  readonly when: string;
  readonly then: string;
  readonly source: string;
}

/** `GET /v1/policies/{version}`. */
export interface PolicyAnswer extends PolicySummaryAnswer {
  readonly tables: Readonly<Record<string, readonly PolicyRow[]>>;
  readonly cases: readonly PolicyCase[];
}

/** `GET /v1/policies/{version}/hits`: how often each row had a part in a determination. */
export interface PolicyHitsAnswer {
  readonly version: string;
  readonly since: string;
  readonly determinations: number;
  readonly rows: readonly { readonly table: string; readonly id: string; readonly hits: number }[];
}

/** `GET /v1/measures/overrides`: how often people decided otherwise; rates are from 0 to 1. */
export interface OverrideRatesAnswer {
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
