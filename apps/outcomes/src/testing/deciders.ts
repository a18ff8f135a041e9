import type { Decider } from '@handrail/testing/decider';
import {
  decide as decideEpisode,
  evolve as evolveEpisodes,
  noEpisodes,
  type CareNow,
  type EpisodeEvent,
  type EpisodeFact,
  type Episodes,
} from '../episode/domain/episode.js';
import type { FollowUpCircumstances } from '../follow-up/domain/circumstances.js';
import { decide as decideFollowUp, type FollowUpFact } from '../follow-up/domain/follow-up.js';
import { evolve as evolveFollowUps } from '../follow-up/domain/evolve.js';
import { noFollowUps, type FollowUpEvent, type FollowUps } from '../follow-up/domain/window.js';
import { decide as decideReturn, type ReturnFact } from '../return-to-use/domain/decide.js';
import {
  defaultNumbers,
  evolve as evolveReturns,
  noReturns,
  type ReturnEvent,
  type ReturnHistory,
} from '../return-to-use/domain/history.js';

/** The rule on courses of care; each fact comes with the care it left. */
export const episodes: Decider<Episodes, EpisodeFact & { readonly care: CareNow }, EpisodeEvent> = {
  initialState: noEpisodes,
  decide: (state, { care, ...fact }) =>
    decideEpisode(state, fact, {
      care,
      numbers: { gapDays: 30 },
      newId: (purpose) => purpose,
    }),
  evolve: evolveEpisodes,
};

/** A fact with the stays that are known once it is. */
export type FollowUpKnowing = FollowUpFact & Pick<FollowUpCircumstances, 'stays' | 'now'>;

/** The rule on follow-up windows in New York; ids name what they are for and how many windows were before. */
export const followUps: Decider<FollowUps, FollowUpKnowing, FollowUpEvent> = {
  initialState: noFollowUps,
  decide: (state, { stays, now, ...fact }) =>
    decideFollowUp(state, fact, {
      stays,
      now,
      numbers: { windowDays: [7, 30], timeZone: 'America/New_York', historyAfterDays: 30 },
      newId: (purpose) => `${purpose}@${state.windows.length}`,
    }),
  evolve: evolveFollowUps,
};

/** The rule on repeated return to use (T3), with the numbers it has unless somebody sets others. */
export const returns: Decider<ReturnHistory, ReturnFact, ReturnEvent> = {
  initialState: noReturns,
  decide: (state, fact) => decideReturn(state, fact, { numbers: defaultNumbers }),
  evolve: evolveReturns,
};
