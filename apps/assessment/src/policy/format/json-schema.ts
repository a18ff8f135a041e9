import { CASES_FILE, casesSchema, FILES } from './schema.js';

/**
 * The format of a policy as one JSON Schema: an object whose properties are the files of the folder.
 * Form only; what the tables mean together is checked by `handrail policy check`.
 */
export const policySchema = (): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Handrail decision policy',
  description: 'A folder of decision tables in YAML; each property is one of its files.',
  type: 'object',
  additionalProperties: false,
  required: Object.keys(FILES),
  properties: { ...FILES, [CASES_FILE]: casesSchema },
});
