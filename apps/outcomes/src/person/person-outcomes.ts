import { mergeCare, noCare, type Care } from '../care/domain/care.js';
import { mergeEpisodes, noEpisodes, type Episodes } from '../episode/domain/episode.js';
import { mergeFollowUps, noFollowUps, type FollowUps } from '../follow-up/domain/window.js';
import type { JourneyItem } from '../journey/domain/journey-item.js';
import { mergeHistories, noReturns, type ReturnHistory } from '../return-to-use/domain/history.js';

/** Everything outcomes knows of one person; each part belongs to the folder of its rule. */
export interface PersonOutcomes {
  readonly personId: string;
  readonly care: Care;
  readonly returns: ReturnHistory;
  readonly followUps: FollowUps;
  readonly episodes: Episodes;
  /** Persons found to be this one; their journeys move here. */
  readonly absorbed: readonly string[];
  /** Lines added since the state was loaded: a journey is only ever written on, never read by a rule. */
  readonly journey: readonly JourneyItem[];
}

export const newPerson = (personId: string): PersonOutcomes => ({
  personId,
  care: noCare,
  returns: noReturns,
  followUps: noFollowUps,
  episodes: noEpisodes,
  absorbed: [],
  journey: [],
});

/** Folds what is known of a retired record into the survivor's. */
export const mergePersons = (
  survivor: PersonOutcomes,
  retired: PersonOutcomes,
): PersonOutcomes => ({
  personId: survivor.personId,
  care: mergeCare(survivor.care, retired.care),
  returns: mergeHistories(survivor.returns, retired.returns),
  followUps: mergeFollowUps(survivor.followUps, retired.followUps),
  episodes: mergeEpisodes(survivor.episodes, retired.episodes),
  absorbed: [...survivor.absorbed, retired.personId, ...retired.absorbed],
  journey: [...survivor.journey, ...retired.journey],
});
