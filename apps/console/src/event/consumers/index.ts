import { OnAnyEvent } from './on-any-event.js';

/** Everything the console listens to. */
export const eventConsumers = [OnAnyEvent];
