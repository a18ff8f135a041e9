import { DAY_MS, oncePer, countLeading } from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { AttendanceReported } from './facts.js';
import { instantMs } from './instants.js';
import type { PersonCase } from './person-case.js';

/**
 * Misses that ask for somebody to reach out (T6): the first session of a placement nobody came to, and
 * each miss that is not the only one of its week. They follow from what was recorded about sessions,
 * so a correction takes back what rested on it, and the order of arrival plays no part.
 */
export function missesThatCount(state: PersonCase, policy: Policy): AttendanceReported[] {
  const sessions = asLastRecorded(state.attendance);
  const misses = sessions.filter(({ attendance }) => attendance === 'no-show');
  const missedMs = misses.map(({ sessionStartsAt }) => instantMs(sessionStartsAt));
  const spanMs = policy.limits['missed-sessions-days'] * DAY_MS;
  const wanted = policy.limits['missed-sessions'];
  const attendedFrom = firstComing(sessions);
  return misses.filter((miss, at) => {
    const untilMs = missedMs[at]!;
    const inWeek =
      countLeading(missedMs, (ms) => ms <= untilMs) -
      countLeading(missedMs, (ms) => ms < untilMs - spanMs);
    // Nobody had come to a session of this placement before, and nobody had missed one.
    return untilMs <= (attendedFrom.get(miss.placementId) ?? Infinity) || inWeek >= wanted;
  });
}

/** When the first session of each placement was that took place and was not excused. */
function firstComing(sessions: readonly AttendanceReported[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { placementId, sessionStartsAt, attendance } of sessions)
    if (attendance !== 'cancelled' && attendance !== 'excused' && !first.has(placementId))
      first.set(placementId, instantMs(sessionStartsAt));
  return first;
}

/** One record per session, the one that was recorded last, in the order of the sessions. */
export const asLastRecorded = oncePer(
  (all: readonly AttendanceReported[]): readonly AttendanceReported[] => {
    const last = new Map<string, AttendanceReported>();
    for (const session of [...all].sort(byRecording))
      last.set(`${session.placementId} ${session.sessionStartsAt}`, session);
    return [...last.values()].sort(
      (a, b) => instantMs(a.sessionStartsAt) - instantMs(b.sessionStartsAt),
    );
  },
);

function byRecording(a: AttendanceReported, b: AttendanceReported): number {
  return (
    instantMs(a.source.recordedAt) - instantMs(b.source.recordedAt) ||
    (a.source.eventId < b.source.eventId ? -1 : 1)
  );
}
