/** One of `GET /v1/webhooks`: a receiver that is told what becomes of referrals. */
export interface WebhookAnswer {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Empty for all. */
  readonly types: readonly string[];
  /** Only what goes back to requests of this sender; null for everything. */
  readonly requester: string | null;
  /** Of another organisation than this network: it is told by consent only. */
  readonly organisation: string | null;
  readonly status: 'active' | 'paused' | 'disabled' | 'removed';
  readonly disabledBecause: string | null;
  readonly failingSince: string | null;
  /** The number of its newest event. */
  readonly lastNumber: number;
  readonly pending: number;
  readonly givenUp: number;
  readonly createdAt: string;
  readonly version: number;
}

/** What subscribing and changing a secret answer: the secret is shown once. */
export interface WebhookSecretAnswer extends WebhookAnswer {
  readonly secret: string;
}

/** One of `GET /v1/webhooks/{id}/deliveries`. */
export interface WebhookDeliveryAnswer {
  readonly number: number;
  readonly eventId: string;
  readonly type: string;
  readonly placementId: string;
  readonly occurredAt: string;
  readonly status: 'pending' | 'delivered' | 'given-up';
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly lastAt: string | null;
  readonly lastOutcome: string | null;
  /** Why it may not be told now, as a code. */
  readonly heldBecause: string | null;
  readonly lastStatus: number | null;
}
