import { DIMENSIONS, type Level } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import {
  codeOf,
  environmentOf,
  HOUSINGS,
  SLOT,
  UNKNOWN,
  valueOf,
  VARIABLES,
  type DecisionInputs,
  type InputCodes,
  type VariableName,
} from './inputs.js';
import { findLevel, levelIn, situationOf } from './level.js';
import type { Policy } from './policy.js';

export type Change = DeterminationData['wouldChangeIf'][number];

const UNKNOWN_RATING = codeOf('d1', UNKNOWN);
const KNOWN_RATINGS = VARIABLES.d1.length - 1;

/**
 * The smallest single changes that would give another level: for a known rating the nearest value
 * upwards and downwards, for an unknown one the lowest value of each level it could lead to, and for
 * a stated home the mildest other home of each level. Each was tried, none is inferred.
 */
export function wouldChangeIf(
  policy: Policy,
  inputs: DecisionInputs,
  level: Level | null,
): Change[] {
  const base = environmentOf(inputs);
  const situation = situationOf(policy, base, inputs.triggers);
  const attempt = (variable: VariableName, code: number): Change => {
    const env: InputCodes = base.slice();
    env[SLOT[variable]] = code;
    const to = valueOf(variable, env);
    const rated = SLOT[variable] < DIMENSIONS.length;
    const then = rated ? levelIn(situation, env) : findLevel(policy, env, inputs.triggers);
    return { input: variable, to, level: then };
  };
  const differs = (change: Change) => change.level !== level;
  const changes = DIMENSIONS.flatMap((dimension) => {
    const present = base[SLOT[dimension]]!;
    const answerAt = (code: number) => attempt(dimension, code);
    if (present === UNKNOWN_RATING)
      return firstOfEachLevel(range(0, KNOWN_RATINGS).map(answerAt)).filter(differs);
    const down = range(0, present).reverse().map(answerAt).find(differs);
    const up = range(present + 1, KNOWN_RATINGS)
      .map(answerAt)
      .find(differs);
    return [down, up].filter((change) => change !== undefined);
  });
  return [...changes, ...housingChanges(inputs, attempt).filter(differs)];
}

/** Only a stated home can change: not knowing where somebody lives is not a fact about them. */
function housingChanges(
  inputs: DecisionInputs,
  attempt: (variable: VariableName, code: number) => Change,
): Change[] {
  const stated = inputs.context.housing;
  if (stated === undefined || stated === UNKNOWN) return [];
  const others = HOUSINGS.filter((housing) => housing !== stated && housing !== UNKNOWN);
  return firstOfEachLevel(others.map((housing) => attempt('housing', codeOf('housing', housing))));
}

function firstOfEachLevel(changes: readonly Change[]): Change[] {
  const levels = changes.map(({ level }) => level);
  return changes.filter(({ level }, index) => levels.indexOf(level) === index);
}

const range = (from: number, below: number): number[] =>
  Array.from({ length: Math.max(0, below - from) }, (_, i) => from + i);
