import { OnLookAgain } from './on-look-again.js';

/** Every event that puts a person back in line. */
export const allocationConsumers = [OnLookAgain];
