import { episodeClosed, episodeOpened } from '@handrail/contracts';
import { outgoing, type Moment, type Outgoing, type TimerChange } from '@handrail/messaging';
import { isInCare, lastCareEndedAt } from '../care/domain/care.js';
import type { PersonOutcomes } from '../person/person-outcomes.js';
import type { Step } from '../person/reaction.js';
import {
  decideEpisodes,
  evolveEpisodes,
  type EpisodeEvent,
  type EpisodeFact,
  type EpisodeNumbers,
} from './domain/episode.js';

export const EPISODE_GAP = 'timer.outcomes.episode-gap';

/** Opens and closes the person's course of care. Comes after the step that folds the care in. */
export function followEpisode(
  fact: EpisodeFact,
  at: Moment<PersonOutcomes>,
  numbers: EpisodeNumbers,
): Step {
  return (state) => {
    const now = { inCare: isInCare(state.care), lastEndedAt: lastCareEndedAt(state.care) };
    const events = decideEpisodes(state.episodes, fact, now, numbers, (p) => at.newId(p));
    return {
      state: { ...state, episodes: events.reduce(evolveEpisodes, state.episodes) },
      publish: events.flatMap((event) => toOutgoing(event, state.personId)),
      timers: events.flatMap(toTimers),
    };
  };
}

function toOutgoing(event: EpisodeEvent, personId: string): readonly Outgoing[] {
  if (event.kind === 'episode-opened') {
    const { episodeId, openedAt } = event.episode;
    return [outgoing(episodeOpened, { personId, episodeId, openedAt }, openedAt)];
  }
  if (event.kind === 'episode-closed') {
    const { episodeId, at, reason } = event;
    return [outgoing(episodeClosed, { personId, episodeId, closedAt: at, reason }, at)];
  }
  return [];
}

const GAP_TIMER = 'episode-gap';

function toTimers(event: EpisodeEvent): readonly TimerChange[] {
  switch (event.kind) {
    case 'gap-began':
      return [{ kind: 'set', name: GAP_TIMER, type: EPISODE_GAP, dueAt: event.closesAt, data: {} }];
    case 'gap-ended':
    case 'episode-closed':
      return [{ kind: 'cancel', name: GAP_TIMER }];
    default:
      return [];
  }
}
