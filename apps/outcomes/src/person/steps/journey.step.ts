import { lineOf } from '@handrail/contracts';
import { toJourneyItem, type NotedEvent } from '../../journey/domain/journey-item.js';
import type { ReactionStep } from '../reaction.js';

/** Notes an event in the person's journey. */
export const noteInJourney =
  (event: NotedEvent, timeZone: string): ReactionStep =>
  (state) => {
    const item = toJourneyItem(event, lineOf(event.type, event.data, timeZone));
    return { state: { ...state, journey: [...state.journey, item] } };
  };
