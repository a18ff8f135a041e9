import type { Moment, Outcome, Outgoing, TimerChange } from '@handrail/messaging';
import { applied } from '@handrail/messaging';
import type { PersonOutcomes } from './person-outcomes.js';

/** What an event has led to so far. */
interface Reaction {
  readonly state: PersonOutcomes;
  readonly publish: readonly Outgoing[];
  readonly timers: readonly TimerChange[];
}

/** One rule's part in reacting to an event: sees what the steps before it did to the state. */
export type ReactionStep = (state: PersonOutcomes) => Partial<Reaction>;

/**
 * Takes one event through every rule it concerns, in order. The journey notes each event, so an event
 * that reaches a person is always applied; whether a rule did something is that rule's own affair.
 */
export function react(
  at: Pick<Moment<PersonOutcomes>, 'state'>,
  steps: readonly ReactionStep[],
): Outcome<PersonOutcomes> {
  let reaction: Reaction = { state: at.state, publish: [], timers: [] };
  for (const step of steps) {
    const { state, publish, timers } = step(reaction.state);
    reaction = {
      state: state ?? reaction.state,
      publish: [...reaction.publish, ...(publish ?? [])],
      timers: [...reaction.timers, ...(timers ?? [])],
    };
  }
  return applied(reaction.state, reaction.publish, reaction.timers);
}
