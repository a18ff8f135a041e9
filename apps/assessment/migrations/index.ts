import { CreateAssessment1763787700000 } from './1763787700000-create-assessment.js';
import { WorkAndPolicyUse1763787800000 } from './1763787800000-work-and-policy-use.js';
import { WhatIf1763787900000 } from './1763787900000-what-if.js';
import { CaseChanges1796820000000 } from './1796820000000-case-changes.js';

/** Every migration of this service's database, oldest first. */
export const migrations = [
  CreateAssessment1763787700000,
  WorkAndPolicyUse1763787800000,
  WhatIf1763787900000,
  CaseChanges1796820000000,
];
