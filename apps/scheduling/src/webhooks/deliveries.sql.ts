import type { DisclosurePurpose } from '@handrail/domain';

/** A crashed process leaves its deliveries to others after so long; an attempt never lasts as long. */
const CLAIMED_FOR = `interval '60 seconds'`;

// Of one receiver at most five at the same time, so that a slow one leaves room for the others. To claim is to
// move the next attempt ahead: an attempt that is never recorded is made again then.
/** Takes deliveries that are due. */
export const CLAIM = `
  UPDATE webhook_delivery AS d SET next_at = clock_timestamp() + ${CLAIMED_FOR}
  FROM (
    SELECT due.subscription_id, due.number FROM webhook_delivery AS due
    JOIN (
      SELECT subscription_id, number, row_number() OVER (PARTITION BY subscription_id ORDER BY number) AS place
      FROM webhook_delivery AS w JOIN webhook_subscription AS s ON s.id = w.subscription_id
      WHERE w.status = 'pending' AND w.next_at <= clock_timestamp() AND s.status = 'active') AS ranked
      USING (subscription_id, number)
    WHERE ranked.place <= 5 AND due.status = 'pending' AND due.next_at <= clock_timestamp()
    ORDER BY due.number LIMIT $1 FOR UPDATE OF due SKIP LOCKED) AS taken
  JOIN webhook_subscription AS s ON s.id = taken.subscription_id
  JOIN webhook_delivery AS k ON k.subscription_id = taken.subscription_id AND k.number = taken.number
  JOIN webhook_event AS e ON e.event_id = k.event_id
  WHERE d.subscription_id = taken.subscription_id AND d.number = taken.number
  RETURNING d.subscription_id, d.number, d.attempts, d.resent, s.name, s.organisation, s.purpose, s.url, s.generation, s.former_until,
    e.event_id, e.type, e.occurred_at, e.placement_id, e.message_id`;

export interface ClaimedRow {
  readonly subscription_id: string;
  readonly number: string;
  readonly attempts: number;
  /** How often people asked for it again. */
  readonly resent: number;
  readonly name: string;
  /** Of another organisation than this network; null for the network's own receivers. */
  readonly organisation: string | null;
  readonly purpose: DisclosurePurpose;
  readonly url: string;
  readonly generation: number;
  readonly former_until: Date | null;
  readonly event_id: string;
  readonly type: string;
  readonly occurred_at: Date;
  readonly placement_id: string;
  readonly message_id: string | null;
}

/** Notes what came of an attempt. */
export const NOTE = `
  UPDATE webhook_delivery SET status = $3, held_because = NULL, attempts = attempts + 1, last_at = clock_timestamp(),
    last_outcome = $4, last_status = $5,
    next_at = clock_timestamp() + $6::double precision * interval '1 millisecond'
  WHERE subscription_id = $1 AND number = $2 AND status = 'pending'`;

/** What may not be told waits until the person's consents change; once an hour it is looked at all the same. */
export const HOLD = `
  UPDATE webhook_delivery SET held_because = $3, next_at = clock_timestamp() + interval '1 hour'
  WHERE subscription_id = $1 AND number = $2 AND status = 'pending'`;

/** A receiver that answers is well again. */
export const WELL = `
  UPDATE webhook_subscription SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL`;

/** Since when everything has failed for a receiver. */
export const FAILING = `
  UPDATE webhook_subscription SET failing_since = coalesce(failing_since, clock_timestamp())
  WHERE id = $1 RETURNING failing_since`;

/** Nobody is tried any more until a person says so. What comes meanwhile waits. */
export const DISABLE = `
  UPDATE webhook_subscription SET status = 'disabled', disabled_because = $2, version = version + 1
  WHERE id = $1 AND status = 'active'`;

/** What was delivered is kept for thirty days, to be sent again when asked for. */
export const FORGET = `
  WITH old AS (
    DELETE FROM webhook_delivery WHERE status <> 'pending'
      AND last_at < clock_timestamp() - interval '30 days'),
  asked AS (
    DELETE FROM webhook_requester WHERE read_at < clock_timestamp() - interval '400 days')
  DELETE FROM webhook_event AS e WHERE e.read_at < clock_timestamp() - interval '31 days'
    AND NOT EXISTS (SELECT 1 FROM webhook_delivery AS d WHERE d.event_id = e.event_id)`;
