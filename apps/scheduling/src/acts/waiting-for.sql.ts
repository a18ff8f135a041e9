import type { Tx } from '@handrail/messaging';
import { CAN_COME } from '../allocation/line.sql.js';
import type { LinePosition } from '../placement/domain/priority.js';

/** People in line whom a track would do, besides one person; who is parked is passed over, as in a turn. */
const WAITING = `
  SELECT count(*)::int AS waiting
  FROM need_group AS g JOIN placement AS p ON p.need_group = g.id AND p.status = 'waitlisted'
  WHERE g.suitable && ARRAY[$1::text] AND NOT $1::text = ANY(p.excepted_tracks)
    AND p.person_id <> $2::uuid AND ${CAN_COME}
    AND ($3::int IS NULL OR (p.priority_class, p.requested_at, p.id) < ($3::int, $4::timestamptz, $5::uuid))`;

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
