/** Something somebody did with a consent, or with an access in an emergency. */
export interface PrivacyActAnswer {
  readonly kind: string;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** One of intake's `GET /v1/persons/{id}/consents`: what a person lets whom be told, in codes. */
export interface ConsentAnswer {
  readonly id: string;
  readonly personId: string;
  readonly kind: string;
  readonly status: string;
  readonly decision: string;
  readonly recipients: readonly string[];
  readonly classes: readonly string[];
  readonly purposes: readonly string[];
  /** Empty: all but counselling notes. */
  readonly facts: readonly string[];
  readonly limits: readonly string[];
  /** Elements of 42 CFR 2.31(a) it lacks: it permits nothing while it lacks any. */
  readonly missing: readonly string[];
  readonly exceptions: number;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly revokedAt: string | null;
  readonly reportedAt: string;
  readonly acts: readonly PrivacyActAnswer[];
  readonly version: number;
}

/** Something told to another organisation. */
export interface DisclosureAnswer {
  readonly at: string;
  readonly organisation: string;
  readonly recipient: string;
  readonly channel: string;
  readonly facts: readonly string[];
  readonly purpose: string;
  readonly basis: string;
  readonly restsOn: string;
  readonly notice: string;
  /** The same as a sentence. */
  readonly text: string;
}

/** Who was told how often (42 CFR 2.24). */
export interface DisclosedToAnswer {
  readonly organisation: string;
  readonly times: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly facts: readonly string[];
}

/** Scheduling's `GET /v1/persons/{id}/disclosures`: everything of the last three years. */
export interface DisclosuresAnswer {
  readonly personId: string;
  readonly since: string;
  readonly items: readonly DisclosureAnswer[];
  readonly recipients: readonly DisclosedToAnswer[];
}

/** One of scheduling's `GET /v1/emergency-accesses`. */
export interface EmergencyAccessAnswer {
  readonly id: string;
  readonly personId: string;
  readonly placementId: string;
  readonly organisation: string;
  readonly reason: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly until: string;
  readonly state: 'open' | 'to-review' | 'reviewed';
  readonly finding: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
  readonly disclosures: number;
  readonly acts: readonly PrivacyActAnswer[];
  readonly version: number;
}
