import type { Tx } from '@handrail/messaging';
import { LOOK_AGAIN } from '../allocation/line.sql.js';
import type { LinePosition } from '../placement/domain/priority.js';

/** People in line whom a track would do, besides one person; who is parked is passed over, as in a turn. */
const WAITING = `
  SELECT count(*)::int AS waiting FROM placement AS p
  WHERE p.status = 'waitlisted' AND p.eligible_tracks && ARRAY[$1::text]
    AND p.person_id <> $2::uuid AND (p.free_from IS NULL OR p.free_from < 'infinity')
    AND (p.course ->> 'parkedUntil') IS NULL
    AND ($3::int IS NULL OR (p.priority_class, p.requested_at, p.id) < ($3::int, $4::timestamptz, $5::uuid))
    AND NOT EXISTS (
      SELECT 1 FROM inbox AS failed WHERE failed.disposition = 'parked'
        AND failed.key = p.person_id::text AND failed.type = '${LOOK_AGAIN}')`;

/**
 * How many people wait for a track; its free places are theirs first. Of somebody who waits, too, only
 * those count who stand before them.
 */
export async function waitingFor(
  tx: Tx,
  track: string,
  besides: string,
  before?: LinePosition,
): Promise<number> {
  const [row] = await tx.query<{ waiting: number }>(WAITING, [
    track,
    besides,
    before?.priorityClass ?? null,
    before?.requestedAt ?? null,
    before?.id ?? null,
  ]);
  return row!.waiting;
}
