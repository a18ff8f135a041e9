import { deriveId } from '@handrail/domain';
import type { Cause, UnitOfWork } from '@handrail/messaging';
import { crossingOf } from './domain/crossing.js';
import { dueAfter } from './domain/notice-clock.js';
import { asDue, untilDue } from './notice.publish.js';
import { ADD_NOTICE, END_CROSSING, FULLNESS, type FullnessRow } from './notice.sql.js';

/**
 * Notices when programs whose counts have changed reach 90 % of their capacity to admit, and when they are
 * well under it again. It runs under the programs' lanes, with every change of their counts.
 */
export async function watchFullness(
  unit: UnitOfWork,
  programIds: readonly string[],
  cause: Cause,
  now: string,
): Promise<void> {
  const rows = await unit.tx.query<FullnessRow>(FULLNESS, [programIds]);
  for (const { program_id: programId, level, notice_id: open, ...fullness } of rows) {
    const crossing = crossingOf(fullness, open !== null);
    if (crossing === 'fell') await unit.tx.query(END_CROSSING, [open, now]);
    if (crossing !== 'reached') continue;
    const noticeId = deriveId(Date.parse(now), 'capacity-notice', programId);
    const notice = { programId, noticeId, level, dueAt: dueAfter(now) };
    const { taken, capacity } = fullness;
    await unit.tx.query(ADD_NOTICE, [
      noticeId,
      programId,
      level,
      taken,
      capacity,
      now,
      notice.dueAt,
    ]);
    await unit.publish(cause, [asDue(notice, now, fullness)]);
    await unit.timers(programId, cause, [untilDue(notice)]);
  }
}
