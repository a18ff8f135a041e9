import { clocksOf, debtOf, stateOf, type ClockState, type Waiting } from './clocks.js';
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

/** The state of one debt that several placements show: what one of them has met is met, else the worst counts. */
const STRONGEST_FIRST: readonly ClockState[] = ['met', 'met-late', 'missed', 'at-risk'];

/**
 * Counts clocks by name and state; those with time left, paused and met are not counted. What is owed to somebody
 * who waits for a level, for an alternative to it and for a home is owed once.
 */
export function countClocks(waiting: readonly PersonWaiting[], now: string): DeadlineCount[] {
  const counts = new Map<string, DeadlineCount>();
  for (const { deadline, states } of owedOnce(waiting, now)) {
    const shown = STRONGEST_FIRST.find((state) => states.has(state));
    if (shown !== 'at-risk' && shown !== 'missed') continue;
    const state = shown === 'missed' ? 'passed' : shown;
    const key = `${deadline} ${state}`;
    counts.set(key, { deadline, state, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

interface Owed {
  readonly deadline: ClockName;
  readonly states: Set<ClockState>;
}

/** Everything that is owed, with what each placement of the person says of it. */
function owedOnce(waiting: readonly PersonWaiting[], now: string): Iterable<Owed> {
  const owed = new Map<string, Owed>();
  for (const { personId, placement, record } of waiting)
    for (const clock of clocksOf(placement, record)) {
      const key = `${personId} ${debtOf(clock)}`;
      const known = owed.get(key) ?? { deadline: clock.clock, states: new Set() };
      known.states.add(stateOf(clock, record, now));
      owed.set(key, known);
    }
  return owed.values();
}
