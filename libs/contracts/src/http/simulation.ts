/** Somebody who would have another level, and the rules that only one of two policies applied. */
export interface PersonMovedAnswer {
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
}

/** `POST /v1/policies/{version}/simulate`: a version over recorded determinations. */
export interface SimulationAnswer {
  readonly policyVersion: string;
  /** A version, or "recorded" for what was decided. */
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
  readonly people: readonly PersonMovedAnswer[];
  readonly peopleLeftOut: number;
  readonly reassessments: OtherLimitsAnswer;
  readonly elapsedMs: number;
}

/** What other limits would have asked for at all, beside the changes of level. */
export interface OtherLimitsAnswer {
  /** Limits that differ and say who is asked for; without any nothing was run again. */
  readonly limits: readonly {
    readonly limit: string;
    readonly from: number;
    readonly to: number;
  }[];
  /** Persons whose recorded facts were run again. */
  readonly persons: number;
  /** Reasons of both that come at another time. */
  readonly moved: number;
  readonly more: AskedBeyondAnswer;
  readonly less: AskedBeyondAnswer;
}

/** Reassessments that one of two policies asks for and the other does not. */
export interface AskedBeyondAnswer {
  readonly count: number;
  readonly byKind: readonly { readonly kind: string; readonly count: number }[];
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
    readonly mode: string;
  }[];
  readonly peopleLeftOut: number;
}
