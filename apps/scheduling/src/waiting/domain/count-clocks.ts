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
  readonly placement: Waiting;
  readonly record: WaitingRecord;
}

/** Counts clocks by name and state; those with time left, paused and met are not counted. */
export function countClocks(waiting: readonly PersonWaiting[], now: string): DeadlineCount[] {
  const counts = new Map<string, DeadlineCount>();
  for (const { placement, record } of waiting)
    for (const clock of clocksOf(placement, record)) {
      const shown = stateOf(clock, record, now);
      if (shown !== 'at-risk' && shown !== 'missed') continue;
      const state = shown === 'missed' ? 'passed' : shown;
      const { clock: deadline } = clock;
      const key = `${deadline} ${state}`;
      counts.set(key, { deadline, state, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  return [...counts.values()];
}
