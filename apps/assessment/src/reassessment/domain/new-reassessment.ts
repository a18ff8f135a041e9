import type { Reassessment, Trigger } from './person-case.js';
import { newWork } from './work.js';

/** A reassessment as it is opened by its first reason: nobody has looked at it, nothing was evaluated. */
export const newReassessment = (
  id: string,
  trigger: Trigger,
  times: Pick<Reassessment, 'openedAt' | 'dueAt'>,
): Reassessment => ({
  id,
  version: 1,
  status: 'open',
  ...times,
  overdueSince: null,
  triggers: [trigger],
  shared: [],
  fallen: [],
  basis: null,
  used: null,
  proposal: null,
  decision: null,
  decisions: 0,
  claimedBy: null,
  claimedAt: null,
  withdrawn: null,
  work: newWork(trigger.occurredAt, times.openedAt),
});
