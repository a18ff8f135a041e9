import { DAY_MS } from '@handrail/domain';
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
  const spanMs = policy.limits['missed-sessions-days'] * DAY_MS;
  const wanted = policy.limits['missed-sessions'];
  return misses.filter((miss) => {
    const week = misses.filter((other) => {
      const before = instantMs(miss.sessionStartsAt) - instantMs(other.sessionStartsAt);
      return before >= 0 && before <= spanMs;
    });
    return isAtIntake(miss, sessions) || week.length >= wanted;
  });
}

/** Nobody had come to a session of this placement before. */
function isAtIntake(miss: AttendanceReported, sessions: readonly AttendanceReported[]): boolean {
  const earlier = sessions.filter(
    ({ placementId, sessionStartsAt, attendance }) =>
      placementId === miss.placementId &&
      attendance !== 'cancelled' &&
      instantMs(sessionStartsAt) < instantMs(miss.sessionStartsAt),
  );
  return earlier.every(({ attendance }) => attendance === 'excused');
}

/** One record per session, the one that was recorded last, in the order of the sessions. */
export function asLastRecorded(all: readonly AttendanceReported[]): AttendanceReported[] {
  const last = new Map<string, AttendanceReported>();
  for (const session of [...all].sort(byRecording))
    last.set(`${session.placementId} ${session.sessionStartsAt}`, session);
  return [...last.values()].sort(
    (a, b) => instantMs(a.sessionStartsAt) - instantMs(b.sessionStartsAt),
  );
}

function byRecording(a: AttendanceReported, b: AttendanceReported): number {
  return (
    instantMs(a.source.recordedAt) - instantMs(b.source.recordedAt) ||
    (a.source.eventId < b.source.eventId ? -1 : 1)
  );
}
