import type { RecordPlace } from './decode.js';
import { toStored, type RawRecord } from './stored-record.js';
import { execute, type Tx } from './tx.js';

export type Disposition = 'applied' | 'ignored' | 'superseded' | 'parked' | 'discarded';

/** What becomes known of an event when its batch is decided. */
export interface InboxVerdict {
  readonly eventId: string;
  readonly disposition: Disposition;
  readonly reason: string | null;
  /** The key it waits under while parked, which a merge may have changed since it arrived. */
  readonly key: string | null;
  /** Set while parked. */
  readonly behind: string | null;
  readonly raw: RawRecord | null;
}

export interface InboxArrival {
  readonly eventId: string;
  readonly key: string | null;
  readonly type: string | null;
  readonly place: RecordPlace;
  readonly laneVersion: bigint | null;
}

// The whole of "effects happen once": an id that is already there does not come back from RETURNING.
const ARRIVE = `
  INSERT INTO inbox (event_id, key, topic, partition, position, type, disposition, lane_version)
  SELECT e.event_id, e.key, e.topic, e.partition, e.position, e.type, 'applied', e.lane_version
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::bigint[])
    WITH ORDINALITY AS e(event_id, key, topic, partition, position, type, lane_version, at)
  ORDER BY e.at
  ON CONFLICT (event_id) DO NOTHING
  RETURNING event_id`;

/** Claims events for this transaction; answers the ids nobody claimed before. */
export async function claimArrivals(
  tx: Tx,
  arrivals: readonly InboxArrival[],
): Promise<ReadonlySet<string>> {
  if (arrivals.length === 0) return new Set();
  const rows = await tx.query<{ event_id: string }>(ARRIVE, [
    arrivals.map((a) => a.eventId),
    arrivals.map((a) => a.key),
    arrivals.map((a) => a.place.topic),
    arrivals.map((a) => a.place.partition),
    arrivals.map((a) => a.place.position.toString()),
    arrivals.map((a) => a.type),
    arrivals.map((a) => a.laneVersion?.toString() ?? null),
  ]);
  return new Set(rows.map((row) => row.event_id));
}

/** Gives back claims of this transaction: their events were not decided, and are new to the next one. */
export async function releaseClaims(tx: Tx, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length > 0)
    await execute(tx, 'DELETE FROM inbox WHERE event_id = ANY($1::uuid[])', [eventIds]);
}

// Attempts count what was tried on the event itself; waiting behind another one is not an attempt.
const DECIDE = `
  UPDATE inbox SET
    disposition = v.disposition, reason = v.reason, key = coalesce(v.key, inbox.key),
    behind = v.behind, record = v.record,
    attempts = attempts + CASE WHEN v.behind IS NULL THEN 1 ELSE 0 END,
    parked_at = CASE WHEN v.disposition = 'parked'
                     THEN coalesce(parked_at, clock_timestamp()) ELSE NULL END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[],
              $6::jsonb[])
    AS v(event_id, disposition, reason, key, behind, record)
  WHERE inbox.event_id = v.event_id`;

/** Records every verdict that is not plain `applied` on first sight. */
export async function recordVerdicts(tx: Tx, verdicts: readonly InboxVerdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  await execute(tx, DECIDE, [
    verdicts.map((v) => v.eventId),
    verdicts.map((v) => v.disposition),
    verdicts.map((v) => v.reason),
    verdicts.map((v) => v.key),
    verdicts.map((v) => v.behind),
    verdicts.map((v) => (v.raw ? JSON.stringify(toStored(v.raw)) : null)),
  ]);
}
