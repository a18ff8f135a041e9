import { parse } from 'yaml';
import { problemLine, shapeReader } from '@handrail/contracts';
import { profileSchema, type SourceProfile } from './profile.schema.js';

const reader = shapeReader(profileSchema);

/** A profile, or what is wrong with it. */
export type ProfileReading =
  | { readonly profile: SourceProfile }
  /** Each with its place. */
  | { readonly faults: readonly string[] };

/** One profile from its YAML text. */
export function readProfile(text: string): ProfileReading {
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    return { faults: [`is not YAML: ${(error as Error).message.split('\n', 1)[0]}`] };
  }
  return readFields(written);
}

/** A profile with these fields, and defaults for all others; throws when they make none. */
export function profileWith(fields: object): SourceProfile {
  const read = readFields(fields);
  if ('profile' in read) return read.profile;
  throw new Error(`is no source profile:\n  ${read.faults.join('\n  ')}`);
}

function readFields(written: unknown): ProfileReading {
  const read = reader(written);
  return 'value' in read
    ? { profile: read.value }
    : { faults: read.problems.map((problem) => problemLine(problem, 'profile')) };
}
