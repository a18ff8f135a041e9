import type { Policy } from '../domain/policy.js';
import { checkMeaning } from './check-policy.js';
import { compilePolicy } from './compile.js';
import { PolicyRefused, type PolicyProblem } from './policy-problem.js';
import { readPolicyFiles } from './read-files.js';
import type { PolicyFiles } from './schema.js';

export interface LoadedPolicy {
  readonly policy: Policy;
  /** The tables as written, for people who want to read the rules. */
  readonly files: PolicyFiles;
}

export type PolicyCheck =
  | { readonly ok: true; readonly loaded: LoadedPolicy; readonly problems: readonly [] }
  | { readonly ok: false; readonly loaded: null; readonly problems: readonly PolicyProblem[] };

/** Everything that is wrong with the policy in a folder; nothing when it may decide. */
export function checkPolicy(folder: string): PolicyCheck {
  const read = readPolicyFiles(folder);
  if (!read.files) return { ok: false, loaded: null, problems: read.problems };
  const { policy, problems } = compilePolicy(read.files);
  const all = problems.length > 0 ? problems : checkMeaning(read.files, policy);
  if (all.length > 0) return { ok: false, loaded: null, problems: all };
  return { ok: true, loaded: { policy, files: read.files }, problems: [] };
}

/** Loads a policy or refuses it with every problem named. */
export function loadPolicy(folder: string): LoadedPolicy {
  const check = checkPolicy(folder);
  if (!check.ok) throw new PolicyRefused(folder, check.problems);
  return check.loaded;
}
