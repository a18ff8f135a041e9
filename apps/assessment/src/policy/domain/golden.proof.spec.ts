import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GoldenDeterminations } from '../../testing/golden.js';
import { shippedPolicy } from '../../testing/shipped-policy.js';
import { shippedPoliciesFolder } from '../policy-book.js';
import { hashOfInputs } from './determine.js';
import { reproduce } from './reproduce.js';

// What a released version said it says for ever. When this fails, the tables or the evaluator changed
// what was decided about people: give the changed tables a new version, and leave these files alone.
const folder = join(shippedPoliciesFolder(), '..', 'golden');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

it('every shipped version has recorded determinations', () => {
  const versions = readdirSync(shippedPoliciesFolder());
  expect(files.sort()).toEqual(versions.map((version) => `determinations-${version}.json`).sort());
});

describe.each(files)('%s', (name) => {
  const golden = JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenDeterminations;
  const policy = shippedPolicy(golden.version);

  it('was made by the tables that are shipped', () => {
    expect(policy.contentHash).toBe(golden.policyHash);
    expect(golden.recorded.length).toBeGreaterThanOrEqual(200);
  });

  it('is made again from its inputs, word for word', () => {
    for (const { inputs, result } of golden.recorded) {
      expect(reproduce(policy, inputs, result)).toEqual(result);
      expect(hashOfInputs(inputs)).toBe(result.inputsHash);
    }
  });

  it('holds every level, both modes and every row of the tables', () => {
    const results = golden.recorded.map(({ result }) => result);
    expect(new Set(results.map(({ level }) => level)).size).toBe(8);
    expect(new Set(results.map(({ mode }) => mode))).toEqual(new Set(['automatic', 'needs-human']));
    const rules = new Set(results.flatMap(({ trace }) => trace.map(({ rule }) => rule)));
    const tables = [
      ...[policy.readings, policy.settled, policy.withdrawal, policy.supports, policy.reviews],
      ...[...Object.values(policy.minimums), ...Object.values(policy.floors)],
    ];
    expect(
      tables
        .flat()
        .map(({ id }) => id)
        .filter((id) => !rules.has(id)),
    ).toEqual([]);
  });
});
