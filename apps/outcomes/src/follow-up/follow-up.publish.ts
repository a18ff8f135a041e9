import { followUpDue, followUpMet, handoffMissed } from '@handrail/contracts';
import { outgoing, type Moment, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { PersonOutcomes } from '../person/person-outcomes.js';
import type { Step } from '../person/reaction.js';
import {
  decideFollowUps,
  evolveFollowUps,
  type FollowUpEvent,
  type FollowUpFact,
  type FollowUpNumbers,
} from './domain/follow-up.js';

export const FOLLOW_UP_CLOSED = 'timer.outcomes.follow-up-closed';

/** Takes a fact through the follow-up windows and announces those that open, are met or missed. */
export function watchFollowUps(
  fact: FollowUpFact,
  at: Moment<PersonOutcomes>,
  numbers: FollowUpNumbers,
): Step {
  return (state) => {
    const events = decideFollowUps(state.followUps, fact, numbers, (purpose) => at.newId(purpose));
    return {
      state: { ...state, followUps: events.reduce(evolveFollowUps, state.followUps) },
      publish: events.flatMap((event) => toOutgoing(event, state.personId)),
      timers: events.flatMap(toTimers),
    };
  };
}

function toOutgoing(event: FollowUpEvent, personId: string): readonly Outgoing[] {
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

function toTimers(event: FollowUpEvent): readonly TimerChange[] {
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
