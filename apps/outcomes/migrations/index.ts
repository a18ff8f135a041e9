import { CreateOutcomes1763787600000 } from './1763787600000-create-outcomes.js';

/** Every migration of this service's database, oldest first. */
export const migrations = [CreateOutcomes1763787600000];
