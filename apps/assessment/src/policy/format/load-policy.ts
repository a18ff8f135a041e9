import type { Policy } from '../domain/policy.js';
import { checkCases } from './check-cases.js';
import { checkMeaning } from './check-policy.js';
import { compilePolicy } from './compile.js';
import { PolicyRefused, type PolicyProblem } from './policy-problem.js';
import { readPolicyFolder, readPolicyTexts } from './read-files.js';
import type { PolicyTexts, ReadPolicy } from './read-files.js';
import type { PolicyFiles, WrittenCase } from './schema.js';

export interface LoadedPolicy {
  readonly policy: Policy;
  /** The tables as written, for people who want to read the rules. */
  readonly files: PolicyFiles;
  /** What it has to answer, in plain language. */
  readonly cases: readonly WrittenCase[];
}

export type PolicyCheck =
  | { readonly ok: true; readonly loaded: LoadedPolicy; readonly problems: readonly [] }
  | { readonly ok: false; readonly loaded: null; readonly problems: readonly PolicyProblem[] };

/** Everything that is wrong with the policy in a folder; nothing when it may decide. */
export const checkPolicy = (folder: string): PolicyCheck => check(readPolicyFolder(folder));

/** The same for the texts of a policy's files by name, such as a draft that somebody posted. */
export const checkPolicyTexts = (texts: PolicyTexts): PolicyCheck => check(readPolicyTexts(texts));

function check(read: ReadPolicy): PolicyCheck {
  if (!read.written) return { ok: false, loaded: null, problems: read.problems };
  const { files, cases } = read.written;
  const { policy, problems } = compilePolicy(files);
  // Cases are asked last: of a policy with a gap they would only repeat what is known.
  const all = [problems, () => checkMeaning(files, policy), () => checkCases(files, cases, policy)];
  for (const step of all) {
    const found = typeof step === 'function' ? step() : step;
    if (found.length > 0) return { ok: false, loaded: null, problems: found };
  }
  return { ok: true, loaded: { policy, files, cases }, problems: [] };
}

/** Loads a policy or refuses it with every problem named. */
export function loadPolicy(folder: string): LoadedPolicy {
  const checked = checkPolicy(folder);
  if (!checked.ok) throw new PolicyRefused(folder, checked.problems);
  return checked.loaded;
}
