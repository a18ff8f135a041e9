import type { Tx } from '@handrail/messaging';
import type { WebhookEvent } from './webhook-event.js';

const ADD_EVENTS = `
  INSERT INTO webhook_event (event_id, type, occurred_at, placement_id, message_id)
  SELECT "eventId", type, "occurredAt", "placementId", "messageId" FROM jsonb_to_recordset($1::jsonb) AS r(
    place int, "eventId" uuid, type text, "occurredAt" timestamptz, "placementId" uuid, "messageId" uuid)
  ORDER BY place ON CONFLICT (event_id) DO NOTHING`;

/** Keeps events for receivers, in the order given; what is known already changes nothing. */
export async function addEvents(tx: Tx, events: readonly WebhookEvent[]): Promise<void> {
  const rows = events.map((event, place) => ({ place, ...event }));
  await tx.query(ADD_EVENTS, [JSON.stringify(rows)]);
}

const ADD_REQUESTER = `
  INSERT INTO webhook_requester (message_id, requester) VALUES ($1, $2)
  ON CONFLICT (message_id) DO NOTHING`;

/** Keeps who asked by a message, as the sender's profile is called. */
export const addRequester = (tx: Tx, messageId: string, requester: string) =>
  tx.query(ADD_REQUESTER, [messageId, requester]);

// Whoever gives numbers holds the subscriptions, so that of two processes each gives its own.
const LOCK = `SELECT 1 FROM webhook_subscription WHERE status <> 'removed' ORDER BY id FOR UPDATE`;

// Nobody hears of what happened before they asked to.
const ENQUEUE = `
  WITH due AS (
    SELECT s.id AS subscription_id, e.event_id,
           s.next_number - 1 + row_number() OVER (PARTITION BY s.id ORDER BY e.seq) AS number
    FROM webhook_subscription AS s
    JOIN webhook_event AS e ON (e.event_id = ANY($1::uuid[]) OR e.message_id = ANY($2::uuid[]))
      AND e.occurred_at >= s.created_at AND (s.types = '{}' OR e.type = ANY(s.types))
    LEFT JOIN webhook_requester AS r ON r.message_id = e.message_id
    WHERE s.status <> 'removed' AND (s.requester IS NULL OR s.requester = r.requester)
      AND NOT EXISTS (
        SELECT 1 FROM webhook_delivery AS d
        WHERE d.subscription_id = s.id AND d.event_id = e.event_id)),
  added AS (
    INSERT INTO webhook_delivery (subscription_id, number, event_id)
    SELECT subscription_id, number, event_id FROM due)
  UPDATE webhook_subscription AS s SET next_number = s.next_number + counted.events
  FROM (SELECT subscription_id, count(*) AS events FROM due GROUP BY subscription_id) AS counted
  WHERE s.id = counted.subscription_id RETURNING s.id`;

/**
 * Gives each receiver what it has subscribed to of these events, and of those that go back to these messages,
 * each with the next number of its subscription, once.
 */
export async function enqueue(
  tx: Tx,
  events: readonly string[],
  messages: readonly string[],
): Promise<boolean> {
  await tx.query(LOCK);
  return (await tx.query(ENQUEUE, [events, messages])).length > 0;
}
