import { CreateOutcomes1763787600000 } from './1763787600000-create-outcomes.js';
import { OutcomesChanges1796820000000 } from './1796820000000-outcomes-changes.js';

/** Every migration of this service's database, oldest first. */
export const migrations = [CreateOutcomes1763787600000, OutcomesChanges1796820000000];
