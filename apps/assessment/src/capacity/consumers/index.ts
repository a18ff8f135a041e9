import { OnCapacityChanged } from './on-capacity-changed.js';

/** Every event that the places of programs follow. */
export const capacityConsumers = [OnCapacityChanged];
