import type { ProgramLevel } from '@handrail/domain';
import type { TimerChange } from '@handrail/messaging';
import { hasLeastHours } from './domain/level-hours.js';

export const WEEK_AHEAD = 'timer.scheduling.week-ahead';

/** When a program whose weeks have to come to some hours is looked at next; none for other programs. */
export const weekTimer = (
  { level }: { readonly level: ProgramLevel },
  dueAt: string,
): TimerChange[] =>
  hasLeastHours(level) ? [{ kind: 'set', name: 'week', type: WEEK_AHEAD, dueAt, data: {} }] : [];
