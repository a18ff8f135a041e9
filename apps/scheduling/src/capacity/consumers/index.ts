import { OnBlockOver } from './on-block-over.js';
import { OnWeekAhead } from './on-week-ahead.js';

/** What begins or ends by itself about the places and the days of a program. */
export const capacityConsumers = [OnBlockOver, OnWeekAhead];
