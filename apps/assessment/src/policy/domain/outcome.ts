import type { Level } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import { codeOf, environmentOf, NONE, SLOT, type DecisionInputs } from './inputs.js';
import { levelIn, situationOf } from './level.js';
import { holds, triggered, type Permissions, type Policy, type Row } from './policy.js';

/** What a determination comes to, without its reasons. */
export interface LevelOutcome {
  readonly level: Level | null;
  readonly mode: DeterminationData['mode'];
}

/**
 * What `determine` would come to, without telling why: for asking about a million people at once. It
 * reads the same rows in the same way, and a property test holds the two together.
 */
export function outcomeOf(
  policy: Policy,
  inputs: DecisionInputs,
  { allowDraftPolicy }: Permissions,
): LevelOutcome {
  const env = environmentOf(inputs);
  const level = levelIn(situationOf(policy, env, inputs.triggers), env);
  env[SLOT.level] = codeOf('level', level ?? NONE);
  const fires = (row: Row) => triggered(row, inputs.triggers) && holds(row, env);
  const last = inputs.triggers.at(-1);
  const human =
    level === null ||
    (policy.status !== 'approved' && !allowDraftPolicy) ||
    (last !== undefined && policy.triggers[last].mode === 'confirm') ||
    policy.reviews.some(fires);
  return { level, mode: human ? 'needs-human' : 'automatic' };
}
