import type { Tx } from '@handrail/messaging';

export const ADD = `
  INSERT INTO webhook_subscription (id, name, url, types, requester, created_at, organisation, purpose)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** What people do with a subscription, each from the states in which it means something. */
const CHANGES = {
  pause: `status = 'paused'`,
  resume: `status = 'active', failing_since = NULL, disabled_because = NULL`,
  remove: `status = 'removed'`,
  restore: `status = 'paused'`,
  rotate: `generation = generation + 1, former_until = clock_timestamp() + interval '24 hours'`,
} as const;
export type SubscriptionChange = keyof typeof CHANGES;

export const FROM: Readonly<Record<SubscriptionChange, readonly string[]>> = {
  pause: ['active'],
  resume: ['paused', 'disabled'],
  remove: ['active', 'paused', 'disabled'],
  restore: ['removed'],
  rotate: ['active', 'paused', 'disabled'],
};

/** Of two who act on the same version the second changes nothing. */
export const changeOf = (change: SubscriptionChange): string => `
  UPDATE webhook_subscription SET ${CHANGES[change]}, version = version + 1
  WHERE id = $1 AND version = $2 RETURNING id, generation`;

export const STATUS = 'SELECT status FROM webhook_subscription WHERE id = $1 FOR UPDATE';

/** What waited while nobody was tried is due at once. */
export const DUE_NOW = `
  UPDATE webhook_delivery SET next_at = clock_timestamp()
  WHERE subscription_id = $1 AND status = 'pending'`;

/** Sends again, under the same ids and numbers; in the ledger it is one more telling. */
export const AGAIN = `
  UPDATE webhook_delivery SET status = 'pending', attempts = 0, resent = resent + 1,
    next_at = clock_timestamp()
  WHERE subscription_id = $1 AND number BETWEEN $2 AND $3 RETURNING number`;

const KEEP_ACT = `
  INSERT INTO webhook_act (id, subscription_id, kind, done_by, reason, detail, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** Something a person did about a subscription, as it is kept. */
export interface WebhookAct {
  readonly id: string;
  readonly subscriptionId: string;
  readonly kind: string;
  readonly by: string;
  readonly reason: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export async function keepWebhookAct(tx: Tx, act: WebhookAct): Promise<void> {
  const { id, subscriptionId, kind, by, reason, detail, at } = act;
  await tx.query(KEEP_ACT, [id, subscriptionId, kind, by, reason, JSON.stringify(detail), at]);
}
