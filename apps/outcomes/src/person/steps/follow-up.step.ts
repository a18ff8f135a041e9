import type { Moment } from '@handrail/messaging';
import type { FollowUpNumbers } from '../../follow-up/domain/circumstances.js';
import { decide, type FollowUpFact } from '../../follow-up/domain/follow-up.js';
import { evolve } from '../../follow-up/domain/evolve.js';
import { toContractEvents, toTimers } from '../../follow-up/follow-up.publish.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import type { ReactionStep } from '../reaction.js';

/** Takes a fact through the follow-up windows, after care has it, and announces those that open, are met or missed. */
export const watchFollowUps =
  (fact: FollowUpFact, moment: Moment<PersonOutcomes>, numbers: FollowUpNumbers): ReactionStep =>
  (state) => {
    const newId = (purpose: string) => moment.newId(purpose);
    const { now } = moment;
    const { stays } = state.care;
    const decision = decide(state.followUps, fact, { numbers, now, stays, newId });
    if (decision.kind !== 'happened') return {};
    return {
      state: { ...state, followUps: evolve(state.followUps, decision.events) },
      publish: decision.events.flatMap((event) => toContractEvents(event, state.personId)),
      timers: decision.events.flatMap(toTimers),
    };
  };
