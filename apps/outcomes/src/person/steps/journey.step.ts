import { toJourneyItem, type NotedEvent } from '../../journey/domain/journey-item.js';
import type { Step } from '../reaction.js';

/** Notes an event in the person's journey. */
export const noteInJourney =
  (event: NotedEvent, timeZone: string): Step =>
  (state) => ({ state: { ...state, journey: [...state.journey, toJourneyItem(event, timeZone)] } });
