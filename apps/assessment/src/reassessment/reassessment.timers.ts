import type { TimerChange } from '@handrail/messaging';
import type { Policy } from '../policy/domain/policy.js';
import type { PersonCase } from './domain/person-case.js';
import { wakeUpsMoved } from './domain/wake-ups.js';

/** Type of the timer events that come back to this service. */
export const WAKE_UP = 'timer.assessment.wake-up';

/** Timers that make the times a case waits for come true. */
export function timerChanges(before: PersonCase, after: PersonCase, policy: Policy): TimerChange[] {
  return wakeUpsMoved(before, after, policy).map((change) =>
    change.kind === 'set' ? { ...change, type: WAKE_UP, data: { name: change.name } } : change,
  );
}
