import type { Step } from '../reaction.js';
import { toJourneyItem, type ToldEvent } from '../../journey/domain/journey-item.js';

/** Notes an event in the person's journey. */
export const tell =
  (event: ToldEvent, timeZone: string): Step =>
  (state) => ({ state: { ...state, journey: [...state.journey, toJourneyItem(event, timeZone)] } });
