import { CreateAssessment1763787700000 } from './1763787700000-create-assessment.js';

/** Every migration of this service's database, oldest first. */
export const migrations = [CreateAssessment1763787700000];
