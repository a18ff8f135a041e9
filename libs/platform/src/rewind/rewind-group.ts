import { INBOUND_TOPIC } from '@handrail/contracts';
import type { EventLog, Queryable } from '@handrail/messaging';
import { partitionName, planRewind, type RewindMove } from './plan-rewind.js';

// Records an event log did not bring, such as a service's own timers, have no partition.
const KNOWN = `
  SELECT topic, partition, max(position)::text AS last FROM inbox
  WHERE partition >= 0 AND topic LIKE 'handrail.%' GROUP BY topic, partition`;

/**
 * What has to be read again after an older database was restored, and with `apply` moves the group there. Its
 * service must not run. What sources send to intake has no inbox: it is read from its beginning, and intake
 * recognises what it has.
 */
export async function rewindGroup(
  service: string,
  parts: { readonly database: Queryable; readonly eventLog: EventLog },
  apply: boolean,
): Promise<RewindMove[]> {
  const { database, eventLog } = parts;
  const rows = await database.query<{ topic: string; partition: number; last: string }>(KNOWN);
  const next = new Map(
    rows.map(({ topic, partition, last }) => [partitionName(topic, partition), BigInt(last) + 1n]),
  );
  const topics = new Set(rows.map(({ topic }) => topic));
  if (service === 'intake') topics.add(INBOUND_TOPIC);
  const group = `handrail.${service}`;
  const moves = planRewind(await eventLog.positions(group, [...topics]), next);
  if (apply)
    for (const { topic, partition, to } of moves) await eventLog.seek(group, topic, partition, to);
  return moves;
}
