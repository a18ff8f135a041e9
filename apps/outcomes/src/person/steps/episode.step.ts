import type { Moment } from '@handrail/messaging';
import { isInCare, lastCareEndedAt } from '../../care/domain/care-now.js';
import {
  decide,
  evolve,
  type EpisodeFact,
  type EpisodeNumbers,
} from '../../episode/domain/episode.js';
import { toContractEvents, toTimers } from '../../episode/episode.publish.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import type { ReactionStep } from '../reaction.js';

/** Opens and closes the person's course of care. Comes after the step that folds the care in. */
export const followEpisode =
  (fact: EpisodeFact, moment: Moment<PersonOutcomes>, numbers: EpisodeNumbers): ReactionStep =>
  (state) => {
    const decision = decide(state.episodes, fact, {
      care: { inCare: isInCare(state.care), lastEndedAt: lastCareEndedAt(state.care) },
      numbers,
      newId: (purpose) => moment.newId(purpose),
    });
    if (decision.kind !== 'happened') return {};
    return {
      state: { ...state, episodes: evolve(state.episodes, decision.events) },
      publish: decision.events.flatMap((event) => toContractEvents(event, state.personId)),
      timers: decision.events.flatMap(toTimers),
    };
  };
