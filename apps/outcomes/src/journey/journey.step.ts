import type { Step } from '../person/reaction.js';
import { toJourneyItem, type ToldEvent } from './domain/journey-item.js';

/** Notes an event in the person's journey. */
export const tell =
  (event: ToldEvent, timeZone: string): Step =>
  (state) => ({ state: { ...state, journey: [...state.journey, toJourneyItem(event, timeZone)] } });
