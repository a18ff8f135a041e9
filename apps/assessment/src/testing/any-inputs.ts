import type { Rating } from '@handrail/contracts';
import { LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import fc from 'fast-check';
import { HOUSINGS, type DecisionInputs } from '../policy/domain/inputs.js';

const rating = fc.constantFrom<Rating>(0, 1, 2, 3, 4, 'unknown');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Everything that may be known of a person and asked of a policy. */
export const anyInputs: fc.Arbitrary<DecisionInputs> = fc.record({
  ratings: fc.record({
    ...{ d1: rating, d2: rating, d3: rating, d4: rating, d5: rating, d6: rating },
  }),
  triggers: fc.uniqueArray(fc.constantFrom(...TRIGGER_KINDS), { maxLength: 3 }),
  currentLevel: fc.constantFrom(...LEVELS, null),
  context: fc.record({
    housing: maybe(fc.constantFrom(...HOUSINGS)),
    pregnant: maybe(fc.boolean()),
    severeWithdrawalHistory: maybe(fc.boolean()),
    moud: maybe(fc.constantFrom('none', 'methadone')),
  }),
  opioidUse: fc.boolean(),
});
