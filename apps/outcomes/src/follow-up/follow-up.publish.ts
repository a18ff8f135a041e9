import { followUpDue, followUpMet, handoffMissed } from '@handrail/contracts';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { FollowUpEvent } from './domain/window.js';

export const FOLLOW_UP_CLOSED = 'timer.outcomes.follow-up-closed';

/** What others hear of follow-up windows: those that open, are met or missed. */
export function toContractEvents(event: FollowUpEvent, personId: string): readonly Outgoing[] {
  switch (event.kind) {
    case 'window-opened': {
      const { followUpId, stayId, days, dueAt } = event.window;
      return [outgoing(followUpDue, { personId, followUpId, stayId, windowDays: days, dueAt })];
    }
    case 'window-met': {
      const { followUpId, metAt } = event;
      return [outgoing(followUpMet, { personId, followUpId, metAt }, metAt)];
    }
    case 'window-missed': {
      const { followUpId, dueAt } = event;
      return [outgoing(handoffMissed, { personId, followUpId, dueAt }, dueAt)];
    }
    default:
      return [];
  }
}

const timerName = (followUpId: string) => `follow-up:${followUpId}`;

const closing = (followUpId: string, dueAt: string): TimerChange => ({
  kind: 'set',
  name: timerName(followUpId),
  type: FOLLOW_UP_CLOSED,
  dueAt,
  data: { followUpId },
});

/** The clock of a window: it runs while the window is open. */
export function toTimers(event: FollowUpEvent): readonly TimerChange[] {
  switch (event.kind) {
    case 'window-opened':
      return [closing(event.window.followUpId, event.window.dueAt)];
    case 'window-reopened':
      return [closing(event.followUpId, event.dueAt)];
    case 'window-met':
    case 'window-dropped':
      return [{ kind: 'cancel', name: timerName(event.followUpId) }];
    default:
      return [];
  }
}
