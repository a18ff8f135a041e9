import { clocksOf, stateOf, type Waiting } from './clocks.js';
import type { ClockName, WaitingRecord } from './record.js';

/** How many people wait towards a deadline that is near (`at-risk`) or gone by (`passed`). */
export interface DeadlineCount {
  readonly deadline: ClockName;
  readonly state: 'at-risk' | 'passed';
  readonly count: number;
}

/** Somebody who waits, with what is noted of them. */
export interface PersonWaiting {
  readonly personId: string;
  readonly placement: Waiting;
  readonly record: WaitingRecord;
}

/**
 * Counts clocks by name and state; those with time left, paused and met are not counted. What is owed to somebody
 * who waits for a level, for an alternative to it and for a home is owed once.
 */
export function countClocks(waiting: readonly PersonWaiting[], now: string): DeadlineCount[] {
  const counts = new Map<string, DeadlineCount>();
  const counted = new Set<string>();
  for (const { personId, placement, record } of waiting)
    for (const clock of clocksOf(placement, record)) {
      const once = `${personId} ${clock.clock} ${clock.startedAt}`;
      if (counted.has(once)) continue;
      counted.add(once);
      const shown = stateOf(clock, record, now);
      if (shown !== 'at-risk' && shown !== 'missed') continue;
      const state = shown === 'missed' ? 'passed' : shown;
      const { clock: deadline } = clock;
      const key = `${deadline} ${state}`;
      counts.set(key, { deadline, state, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  return [...counts.values()];
}
