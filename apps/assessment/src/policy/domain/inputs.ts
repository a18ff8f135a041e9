import { DIMENSIONS, LEVELS, TRIGGER_KINDS, type Level, type TriggerKind } from '@handrail/domain';
import type { CareContext, Ratings } from '@handrail/contracts';

/** Ratings of which some were left out: what nobody said is unknown, never none. */
export function completeRatings(stated: Partial<Ratings>): Ratings {
  const rated = DIMENSIONS.map((dimension) => [dimension, stated[dimension] ?? UNKNOWN] as const);
  return Object.fromEntries(rated) as Ratings;
}

export const HOUSINGS = [
  'stable',
  'unstable',
  'unsafe',
  'homeless',
  'recovery-residence',
  'unknown',
] as const;
export type Housing = (typeof HOUSINGS)[number];

/** Everything a level of care is decided from. The same inputs give the same determination. */
export interface DecisionInputs {
  readonly ratings: Ratings;
  /**
   * What asks for the decision, in the order it happened; several when further triggers joined. Their
   * floors all apply, and the last one says whether a person confirms.
   */
  readonly triggers: readonly TriggerKind[];
  /** Level held now, null when none. */
  readonly currentLevel: Level | null;
  readonly context: CareContext;
  /** An opioid was named by a report of use or overdose. */
  readonly opioidUse?: boolean;
}

export const UNKNOWN = 'unknown';
export const NONE = 'none';
const SEVERAL = 'several';

export type VariableValue = number | string | boolean;

/**
 * The variables a cell of a decision table can test, each with every value it can take. Because all
 * of them are finite, a cell is turned into a set of allowed values once, when a policy is loaded,
 * and gaps and overlaps between rows are found by looking, not by proof.
 */
export const VARIABLES = {
  d1: [0, 1, 2, 3, 4, UNKNOWN],
  d2: [0, 1, 2, 3, 4, UNKNOWN],
  d3: [0, 1, 2, 3, 4, UNKNOWN],
  d4: [0, 1, 2, 3, 4, UNKNOWN],
  d5: [0, 1, 2, 3, 4, UNKNOWN],
  d6: [0, 1, 2, 3, 4, UNKNOWN],
  housing: HOUSINGS,
  severeWithdrawalHistory: [false, true, UNKNOWN],
  pregnant: [false, true, UNKNOWN],
  injecting: [false, true, UNKNOWN],
  coOccurring: [false, true, UNKNOWN],
  opioidUse: [false, true],
  currentLevel: [...LEVELS, NONE],
  onlyTrigger: [...TRIGGER_KINDS, NONE, SEVERAL],
  level: [...LEVELS, NONE],
} as const satisfies Record<string, readonly VariableValue[]>;

export type VariableName = keyof typeof VARIABLES;
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[];

/** Position of a variable in an environment. */
export const SLOT = Object.fromEntries(
  VARIABLE_NAMES.map((name, slot) => [name, slot]),
) as Readonly<Record<VariableName, number>>;

/** Values of all variables as positions in their lists: what rows are matched against. */
export type InputCodes = number[];

export const codeOf = (name: VariableName, value: VariableValue): number =>
  (VARIABLES[name] as readonly VariableValue[]).indexOf(value);

export const valueOf = (name: VariableName, env: InputCodes): VariableValue =>
  VARIABLES[name][env[SLOT[name]]!]!;

/** The variables of a set of inputs. What is not stated is unknown. */
export function environmentOf(inputs: DecisionInputs): InputCodes {
  const { ratings, context } = inputs;
  const flag = (name: VariableName, value: boolean | undefined) => codeOf(name, value ?? UNKNOWN);
  const medicated = context.moud !== undefined && context.moud !== NONE;
  return [
    ...DIMENSIONS.map((dimension) => codeOf(dimension, ratings[dimension])),
    codeOf('housing', context.housing ?? UNKNOWN),
    flag('severeWithdrawalHistory', context.severeWithdrawalHistory),
    flag('pregnant', context.pregnant),
    flag('injecting', context.injecting),
    flag('coOccurring', context.coOccurring),
    codeOf('opioidUse', medicated || inputs.opioidUse === true),
    codeOf('currentLevel', inputs.currentLevel ?? NONE),
    codeOf('onlyTrigger', soleTrigger(inputs.triggers)),
    codeOf('level', NONE),
  ];
}

function soleTrigger(triggers: readonly TriggerKind[]): string {
  const kinds = new Set(triggers);
  if (kinds.size > 1) return SEVERAL;
  return triggers[0] ?? NONE;
}
