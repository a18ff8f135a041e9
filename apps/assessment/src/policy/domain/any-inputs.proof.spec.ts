import { DIMENSIONS, levelRank } from '@handrail/domain';
import fc from 'fast-check';
import { anyInputs } from '../../testing/any-inputs.js';
import { shippedPolicy } from '../../testing/shipped-policy.js';
import { determine, hashOfInputs } from './determine.js';
import { VARIABLES, type DecisionInputs, type Housing } from './inputs.js';
import type { Policy } from './policy.js';
import { resultFromTrace } from './trace.js';

// What every-combination.proof.spec.ts cannot list in full: unknown ratings, several triggers at once, and
// everything else that is known of a person. The seed is fixed, so a run is the same every time.
const policy = shippedPolicy();
const permissions = { allowDraftPolicy: true };
const RUNS = { seed: 20260101, numRuns: 1_000 };

const holds = (property: (inputs: DecisionInputs) => boolean) =>
  fc.assert(fc.property(anyInputs, property), RUNS);

const levelOf = (inputs: DecisionInputs) => determine(policy, inputs, permissions).level;

const rated = (inputs: DecisionInputs, input: string, to: unknown): DecisionInputs => ({
  ...inputs,
  ratings: { ...inputs.ratings, [input]: to },
});

const shuffled = (by: Policy, seed: number): Policy => {
  const mix = <T>(rows: readonly T[]): T[] =>
    fc.sample(fc.shuffledSubarray([...rows], { minLength: rows.length }), { numRuns: 1, seed })[0]!;
  const mixAll = <K extends string, T>(tables: Readonly<Record<K, readonly T[]>>) =>
    Object.fromEntries(
      Object.entries<readonly T[]>(tables).map(([key, rows]) => [key, mix(rows)]),
    ) as Record<K, T[]>;
  return {
    ...by,
    ...{ readings: mix(by.readings), settled: mix(by.settled), withdrawal: mix(by.withdrawal) },
    ...{ minimums: mixAll(by.minimums), floors: mixAll(by.floors) },
    ...{ supports: mix(by.supports), reviews: mix(by.reviews) },
  };
};

describe('whatever is known and asked', () => {
  it('raising a known rating never lowers the level', () => {
    holds((inputs) => {
      const before = levelOf(inputs);
      return DIMENSIONS.every((dimension) => {
        const present = inputs.ratings[dimension];
        if (present === 'unknown' || present === 4 || before === null) return true;
        const after = levelOf(rated(inputs, dimension, present + 1));
        return after !== null && levelRank(after) >= levelRank(before);
      });
    });
  });

  it('the trace is not empty and leads to the result by itself', () => {
    holds((inputs) => {
      const { level, mode, supports, withdrawalSetting, trace } = determine(
        policy,
        inputs,
        permissions,
      );
      expect(trace.length).toBeGreaterThan(0);
      expect(resultFromTrace(trace)).toEqual({ level, mode, supports, withdrawalSetting });
      return true;
    });
  });

  it('each change it tells is true when tried, and no smaller one would do', () => {
    holds((inputs) => {
      const { level, wouldChangeIf } = determine(policy, inputs, permissions);
      for (const { input, to, level: then } of wouldChangeIf) {
        if (input === 'housing') {
          const context = { ...inputs.context, housing: to as Housing };
          expect(levelOf({ ...inputs, context })).toBe(then);
        } else expect(levelOf(rated(inputs, input, to))).toBe(then);
        expect(then).not.toBe(level);
        const present = inputs.ratings[input as (typeof DIMENSIONS)[number]];
        if (input === 'housing' || present === 'unknown') continue;
        const between = VARIABLES.d1.filter(
          (value) =>
            typeof value === 'number' &&
            Math.abs(value - present) < Math.abs(Number(to) - present) &&
            Math.sign(value - present) === Math.sign(Number(to) - present),
        );
        for (const value of between) expect(levelOf(rated(inputs, input, value))).toBe(level);
      }
      return true;
    });
  });

  it('a change that is not told changes nothing', () => {
    holds((inputs) => {
      const { level, wouldChangeIf } = determine(policy, inputs, permissions);
      return DIMENSIONS.every((dimension) => {
        const ofDimension = wouldChangeIf.filter(({ input }) => input === dimension);
        if (ofDimension.length > 0) return true;
        return [0, 1, 2, 3, 4].every((to) => levelOf(rated(inputs, dimension, to)) === level);
      });
    });
  });

  it('the order of the rows changes neither level nor mode nor supports', () => {
    const others = [1, 2, 3].map((seed) => shuffled(policy, seed));
    holds((inputs) => {
      const facts = (by: Policy) => {
        const determination = determine(by, inputs, permissions);
        const { level, mode, withdrawalSetting, wouldChangeIf } = determination;
        return {
          level,
          mode,
          withdrawalSetting,
          wouldChangeIf,
          supports: determination.supports.sort(),
        };
      };
      const here = facts(policy);
      for (const other of others) expect(facts(other)).toEqual(here);
      return true;
    });
  });

  it('the same inputs have the same fingerprint, in whatever order they are written', () => {
    holds((inputs) => {
      const turned = Object.fromEntries(Object.entries(inputs).reverse()) as typeof inputs;
      return hashOfInputs(turned) === hashOfInputs(inputs);
    });
  });
});
