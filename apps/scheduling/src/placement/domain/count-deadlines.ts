import type { Deadline } from './deadline-risk.js';
import { risksOf } from './deadline-risk.js';
import type { Placement } from './placement.js';

/** How many people wait towards a deadline that is near (`at-risk`) or gone by (`passed`). */
export interface DeadlineCount {
  readonly deadline: Deadline;
  readonly state: 'at-risk' | 'passed';
  readonly count: number;
}

/** What the deadlines of a person who waits follow from. */
export type Waiting = Pick<Placement, 'priorityClass' | 'requestedAt' | 'prioritySince'>;

/** Counts deadlines by name and state; those with time left are not counted. */
export function countDeadlines(waiting: readonly Waiting[], now: string): DeadlineCount[] {
  const counts = new Map<string, DeadlineCount>();
  for (const each of waiting)
    for (const { deadline, dueAt, riskAt } of risksOf({
      ...each,
      status: 'waitlisted',
    } as Placement)) {
      if (Date.parse(riskAt) > Date.parse(now)) continue;
      const state = Date.parse(dueAt) > Date.parse(now) ? 'at-risk' : 'passed';
      const key = `${deadline} ${state}`;
      counts.set(key, { deadline, state, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  return [...counts.values()];
}
