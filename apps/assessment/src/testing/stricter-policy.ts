import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedPoliciesFolder } from '../policy/policy-book.js';

/**
 * The files of the shipped policy as a draft of another version in which a risk of relapse of 2 asks
 * for PHP. It never takes effect by itself.
 */
export function stricterPolicy(version = '2026.2'): Record<string, string> {
  const folder = join(shippedPoliciesFolder(), '2026.1');
  const names = readdirSync(folder).filter((name) => name !== 'cases.yaml');
  const texts = Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  return {
    ...texts,
    'policy.yaml': texts['policy.yaml']!.replace(
      "version: '2026.1'",
      `version: '${version}'`,
    ).replace('2026-01-01T00:00:00Z', '2099-01-01T00:00:00Z'),
    'minimums.yaml': texts['minimums.yaml']!.replace(
      /(id: R4-d5-2\n[\s\S]*?atLeast: )IOP/,
      '$1PHP',
    ),
  };
}
