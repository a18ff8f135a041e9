import { policySchema } from '@handrail/assessment';
import { jsonText, type Artifact } from './artifact.js';

/** `docs/policy.schema.json`: the form of a decision policy, for editors and for those who write one. */
export const policySchemaFile = (): Artifact => ({
  path: 'docs/policy.schema.json',
  text: jsonText(policySchema()),
});
