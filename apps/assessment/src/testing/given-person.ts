import type { Level, TriggerKind } from '@handrail/domain';
import type { CareContext, DeterminationData, Ratings } from '@handrail/contracts';
import { determine } from '../policy/domain/determine.js';
import { shippedPolicy } from './shipped-policy.js';

export const policy = shippedPolicy();
export const stable: Ratings = { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 };
const low: Ratings = { d1: 0, d2: 0, d3: 0, d4: 1, d5: 1, d6: 1 };

export interface Situation {
  readonly ratings?: Partial<Ratings>;
  readonly context?: CareContext;
  readonly level?: Level;
  readonly opioidUse?: boolean;
}

/** given a person, when something happened, then what the table says */
export function given(situation: Situation = {}, base: Ratings = stable) {
  return {
    when: (...triggers: readonly TriggerKind[]): DeterminationData =>
      determine(
        policy,
        {
          ratings: { ...base, ...situation.ratings },
          triggers,
          currentLevel: situation.level ?? null,
          context: situation.context ?? {},
          opioidUse: situation.opioidUse ?? false,
        },
        { allowDraftPolicy: true },
      ),
  };
}

export const givenLowRisk = (situation: Situation = {}) => given(situation, low);
export const rules = ({ trace }: DeterminationData) => trace.map(({ rule }) => rule);
