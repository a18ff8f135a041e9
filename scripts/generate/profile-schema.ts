import { profileJsonSchema } from '@handrail/intake';
import { jsonText, type Artifact } from './artifact.js';

/** The form of a source profile, beside the profiles, for editors and for those who write one. */
export const profileSchemaFile = (): Artifact => ({
  path: 'apps/intake/profiles/profile.schema.json',
  text: jsonText(profileJsonSchema()),
});
