import type { Policy } from '../policy/domain/policy.js';
import { compilePolicy } from '../policy/format/compile.js';
import { readPolicyFolder } from '../policy/format/read-files.js';
import { shippedPoliciesFolder } from '../policy/policy-book.js';

/**
 * The policy that comes with the service. Whether it may decide is checked by one test; the others take
 * it as read, because asking all its cases once for each test file would be most of their time.
 */
export function shippedPolicy(version = '2026.1'): Policy {
  const { written } = readPolicyFolder(`${shippedPoliciesFolder()}/${version}`);
  if (!written) throw new Error(`the files of policy ${version} cannot be read`);
  return compilePolicy(written.files).policy;
}
