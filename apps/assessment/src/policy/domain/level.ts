import { LEVELS, type Level, type TriggerKind } from '@handrail/domain';
import { codeOf, DIMENSIONS, SLOT, UNKNOWN, type Environment } from './inputs.js';
import { holds, triggered, type MinimumRow, type Policy, type Row } from './policy.js';

/** What is told about each row that had an effect while a level was found. */
export type Witness = (fired: Fired, env: Environment) => void;

export type Fired =
  | { readonly table: 'reading'; readonly row: Policy['readings'][number] }
  | { readonly table: 'settled'; readonly row: Policy['settled'][number] }
  | { readonly table: 'minimum'; readonly row: MinimumRow; readonly trigger?: TriggerKind };

const UNKNOWN_RATING = codeOf('d1', UNKNOWN);

/**
 * The level a policy gives: an emergency settles it, unknown d1-d3 leave it open, otherwise the
 * highest minimum of all dimensions and triggers wins and nothing caps it. `env` is changed: ratings
 * become what they count as. A witness sees every row that had a part in it; without one this is the
 * fast path of simulations and exhaustive checks. Both are the same code, so they cannot disagree.
 */
export function findLevel(
  policy: Policy,
  env: Environment,
  triggers: readonly TriggerKind[],
  witness?: Witness,
): Level | null {
  const settled = settledLevel(policy, env, triggers, witness);
  if (settled !== undefined) return settled;
  readInputs(policy, env, triggers, witness);
  let highest = -1;
  for (const dimension of DIMENSIONS)
    highest = Math.max(highest, highestOf(policy.minimums[dimension], env, witness));
  for (let i = 0; i < triggers.length; i += 1)
    highest = Math.max(highest, highestOf(policy.floors[triggers[i]!], env, witness, triggers[i]));
  return LEVELS[highest] ?? null;
}

/** An emergency wins over unknown ratings, whatever the order of the rows. */
function settledLevel(
  policy: Policy,
  env: Environment,
  triggers: readonly TriggerKind[],
  witness?: Witness,
): Level | null | undefined {
  let level: Level | null | undefined;
  for (const row of policy.settled) {
    if (!applies(row, env, triggers)) continue;
    if (row.level !== null || level === undefined) level = row.level;
    witness?.({ table: 'settled', row }, env);
  }
  return level;
}

function readInputs(
  policy: Policy,
  env: Environment,
  triggers: readonly TriggerKind[],
  witness?: Witness,
): void {
  for (const row of policy.readings) {
    if (!applies(row, env, triggers)) continue;
    const slot = SLOT[row.effect.input];
    const known = env[slot] === UNKNOWN_RATING ? -1 : env[slot]!;
    if (row.effect.kind === 'at-least' && known >= row.effect.rating) continue;
    witness?.({ table: 'reading', row }, env);
    env[slot] = row.effect.rating;
  }
}

const applies = (row: Row, env: Environment, triggers: readonly TriggerKind[]) =>
  triggered(row, triggers) && holds(row, env);

function highestOf(
  rows: readonly MinimumRow[],
  env: Environment,
  witness?: Witness,
  trigger?: TriggerKind,
): number {
  let highest = -1;
  for (const row of rows) {
    if (!holds(row, env)) continue;
    highest = Math.max(highest, row.rank);
    witness?.({ table: 'minimum', row, trigger }, env);
  }
  return highest;
}
