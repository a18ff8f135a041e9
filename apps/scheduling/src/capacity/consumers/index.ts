import { OnBlockOver } from './on-block-over.js';

/** Every event that ends something about the places of a program by itself. */
export const capacityConsumers = [OnBlockOver];
