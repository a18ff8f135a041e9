import type { Policy } from '../policy/domain/policy.js';
import { loadPolicy } from '../policy/format/load-policy.js';
import { shippedPoliciesFolder } from '../policy/policy-book.js';

/** The policy that comes with the service, loaded once for a test file. */
export const shippedPolicy = (version = '2026.1'): Policy =>
  loadPolicy(`${shippedPoliciesFolder()}/${version}`).policy;
