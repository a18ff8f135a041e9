import { episodeClosed, episodeOpened } from '@handrail/contracts';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { EpisodeEvent } from './domain/episode.js';

export const EPISODE_GAP = 'timer.outcomes.episode-gap';

/** What others hear of a person's courses of care. */
export function toContractEvents(event: EpisodeEvent, personId: string): readonly Outgoing[] {
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

/** The clock that closes a course of care when the gap has passed. */
export function toTimers(event: EpisodeEvent): readonly TimerChange[] {
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
