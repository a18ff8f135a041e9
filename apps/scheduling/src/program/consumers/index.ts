import { OnProgramCapacityReported } from './on-program-capacity-reported.js';

/** Every event that changes the places of a program. */
export const programConsumers = [OnProgramCapacityReported];
