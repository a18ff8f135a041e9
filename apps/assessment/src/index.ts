import { topicOf } from '@handrail/contracts';
import type { ServiceDefinition } from '@handrail/platform';
import { migrations } from '../migrations/index.js';
import { assessmentSettings } from './assessment.settings.js';
import { capacityStore } from './capacity/capacity.store.js';
import { AssessmentModule } from './assessment.module.js';
import { PersonCaseStore } from './reassessment/person-case.store.js';

export { checkPolicy, type PolicyCheck } from './policy/format/load-policy.js';
export { policySchema } from './policy/format/json-schema.js';
export { describeProblem as describePolicyProblem } from './policy/format/policy-problem.js';

/** The assessment service: reassessments, ratings, levels of care and the policies that decide them. */
export const assessmentService: ServiceDefinition = {
  name: 'assessment',
  title: 'Handrail assessment',
  defaultPort: 3002,
  settings: assessmentSettings,
  migrations,
  consumes: [topicOf('intake'), topicOf('outcomes'), topicOf('scheduling')],
  // What became of places is counted here; hardly ever does anybody wait for what follows from it.
  patientMs: { [topicOf('scheduling')]: 100 },
  stores: { default: new PersonCaseStore(), capacity: capacityStore },
  module: AssessmentModule,
};
