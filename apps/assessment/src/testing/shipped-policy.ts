import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Policy } from '../policy/domain/policy.js';
import { compilePolicy } from '../policy/format/compile.js';
import { FILES, type PolicyFiles } from '../policy/format/schema.js';
import { shippedPoliciesFolder } from '../policy/policy-book.js';

/**
 * The policy that comes with the service. Whether its files have the right form and may decide is checked
 * by one test; the others take them as read, because checking them once for each test file would be most
 * of their time.
 */
export function shippedPolicy(version = '2026.1'): Policy {
  const folder = join(shippedPoliciesFolder(), version);
  const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));
  const files = Object.fromEntries(Object.keys(FILES).map((name) => [name, read(name)]));
  return compilePolicy(files as unknown as PolicyFiles).policy;
}
