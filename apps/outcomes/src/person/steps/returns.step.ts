import type { Moment } from '@handrail/messaging';
import { levelHeld } from '../../care/domain/care-now.js';
import { decide, type ReturnFact } from '../../return-to-use/domain/decide.js';
import { evolve, type RepetitionNumbers } from '../../return-to-use/domain/history.js';
import { toContractEvents, toTimers } from '../../return-to-use/return-to-use.publish.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import type { ReactionStep } from '../reaction.js';

/** Takes a fact through the rule on repeated return to use and announces what it finds. */
export const checkReturns =
  (fact: ReturnFact, moment: Moment<PersonOutcomes>, numbers: RepetitionNumbers): ReactionStep =>
  (state) => {
    const decision = decide(state.returns, fact, { numbers });
    if (decision.kind !== 'happened') return {};
    const announced = {
      personId: state.personId,
      currentLevel: levelHeld(state.care),
      windowDays: numbers.windowDays,
    };
    return {
      state: { ...state, returns: evolve(state.returns, decision.events) },
      publish: decision.events.flatMap((event) => toContractEvents(event, announced)),
      timers: decision.events.flatMap((event) => toTimers(event, moment.now)),
    };
  };
