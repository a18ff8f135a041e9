import { DIMENSIONS, type Level, LEVELS, type TriggerKind } from '@handrail/domain';
import { codeOf, SLOT, UNKNOWN, type InputCodes } from './inputs.js';
import { triggered, type Cell, type MinimumRow, type Policy, type Row } from './policy.js';

/** What is told about each row that had an effect while a level was found. */
export type Witness = (fired: Fired, env: InputCodes) => void;

export type Fired =
  | { readonly table: 'reading'; readonly row: Policy['readings'][number] }
  | { readonly table: 'settled'; readonly row: Policy['settled'][number] }
  | { readonly table: 'minimum'; readonly row: MinimumRow; readonly trigger?: TriggerKind };

/** A row of which only the ratings are still open. */
interface Open<R extends Row> {
  readonly row: R;
  readonly cells: readonly Cell[];
  readonly unless: readonly Cell[] | null;
}

/**
 * A policy for one situation: home, triggers, current level and everything else but the ratings are
 * settled, rows that cannot fire in it are gone, and each dimension's rows wait under its rating.
 * Trying other ratings in the same situation then costs a few comparisons, which is what makes
 * "would change if", simulations and checks of every combination cheap.
 */
export interface Situation {
  readonly settled: readonly Open<Policy['settled'][number]>[];
  readonly readings: readonly Open<Policy['readings'][number]>[];
  /** By dimension and rating. */
  readonly minimums: readonly (readonly (readonly Open<MinimumRow>[])[])[];
  readonly floors: readonly { readonly trigger: TriggerKind; readonly rows: Open<MinimumRow>[] }[];
}

const RATINGS = 6;
const KNOWN_RATINGS = [0, 1, 2, 3, 4];
const UNKNOWN_RATING = codeOf('d1', UNKNOWN);

/** A plain map, because a domain folder imports no packages. A policy has some hundred situations in use. */
const remembered = new WeakMap<Policy, Map<string, Situation>>();
const REMEMBERED_AT_MOST = 5_000;

/** The policy in the situation that `env` and the triggers describe; its ratings play no part. */
export function situationOf(
  policy: Policy,
  env: InputCodes,
  triggers: readonly TriggerKind[],
): Situation {
  const known = remembered.get(policy) ?? new Map<string, Situation>();
  remembered.set(policy, known);
  const key = `${env.slice(RATINGS).join()} ${triggers.join()}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size >= REMEMBERED_AT_MOST) known.clear();
  const situation = workOut(policy, env, triggers);
  known.set(key, situation);
  return situation;
}

function workOut(policy: Policy, env: InputCodes, triggers: readonly TriggerKind[]): Situation {
  const open = <R extends Row>(rows: readonly R[]): Open<R>[] =>
    rows.filter((row) => triggered(row, triggers)).flatMap((row) => openRow(row, env));
  return {
    settled: open(policy.settled),
    readings: open(policy.readings),
    minimums: DIMENSIONS.map((dimension) => {
      const rows = open(policy.minimums[dimension]);
      return KNOWN_RATINGS.map((rating) => rows.filter((row) => allows(row, dimension, rating)));
    }),
    floors: [...new Set(triggers)].map((trigger) => ({
      trigger,
      rows: open(policy.floors[trigger]),
    })),
  };
}

function openRow<R extends Row>(row: R, env: InputCodes): Open<R>[] {
  const conditions = [...row.cells, ...(row.given?.cells ?? [])];
  if (!conditions.filter(isFixed).every((cell) => cellHolds(cell, env))) return [];
  const cells = conditions.filter((cell) => !isFixed(cell));
  if (!row.unless || !row.unless.cells.filter(isFixed).every((cell) => cellHolds(cell, env)))
    return [{ row, cells, unless: null }];
  const unless = row.unless.cells.filter((cell) => !isFixed(cell));
  return unless.length > 0 ? [{ row, cells, unless }] : [];
}

const isFixed = ({ slot }: Cell): boolean => slot >= RATINGS;

const cellHolds = ({ slot, allowed }: Cell, env: InputCodes): boolean =>
  ((allowed >>> env[slot]!) & 1) === 1;

const allows = ({ cells }: Open<Row>, dimension: string, rating: number): boolean =>
  cells.every(({ variable, allowed }) => variable !== dimension || (allowed >>> rating) & 1);

function fires({ cells, unless }: Open<Row>, env: InputCodes): boolean {
  return allHold(cells, env) && !(unless !== null && allHold(unless, env));
}

function allHold(cells: readonly Cell[], env: InputCodes): boolean {
  for (let i = 0; i < cells.length; i += 1) if (!cellHolds(cells[i]!, env)) return false;
  return true;
}

/**
 * The level a situation gives to the ratings in `env`: an emergency settles it, unknown d1-d3 leave it
 * open, otherwise the highest minimum of all dimensions and triggers wins and nothing caps it. `env`
 * is changed: ratings become what they count as. A witness sees every row that had a part in it;
 * without one this is the fast path, and being the same code the two cannot disagree.
 */
export function levelIn(situation: Situation, env: InputCodes, witness?: Witness): Level | null {
  const settled = settledLevel(situation, env, witness);
  if (settled !== undefined) return settled;
  readInputs(situation, env, witness);
  let highest = -1;
  for (let index = 0; index < RATINGS; index += 1)
    highest = highestOf(situation.minimums[index]![env[index]!]!, env, highest, witness);
  for (let i = 0; i < situation.floors.length; i += 1) {
    const { rows, trigger } = situation.floors[i]!;
    highest = highestOf(rows, env, highest, witness, trigger);
  }
  return LEVELS[highest] ?? null;
}

/** The level a policy gives to one set of inputs, as variables. */
export const findLevel = (
  policy: Policy,
  env: InputCodes,
  triggers: readonly TriggerKind[],
): Level | null => levelIn(situationOf(policy, env, triggers), env);

/** An emergency wins over unknown ratings, whatever the order of the rows. */
function settledLevel(
  { settled }: Situation,
  env: InputCodes,
  witness?: Witness,
): Level | null | undefined {
  let level: Level | null | undefined;
  for (let i = 0; i < settled.length; i += 1) {
    const open = settled[i]!;
    if (!fires(open, env)) continue;
    if (open.row.level !== null || level === undefined) level = open.row.level;
    witness?.({ table: 'settled', row: open.row }, env);
  }
  return level;
}

function readInputs({ readings }: Situation, env: InputCodes, witness?: Witness): void {
  for (let i = 0; i < readings.length; i += 1) {
    const open = readings[i]!;
    if (!fires(open, env)) continue;
    const { row } = open;
    const slot = SLOT[row.effect.input];
    const known = env[slot] === UNKNOWN_RATING ? -1 : env[slot]!;
    if (row.effect.kind === 'at-least' && known >= row.effect.rating) continue;
    witness?.({ table: 'reading', row }, env);
    env[slot] = row.effect.rating;
  }
}

function highestOf(
  rows: readonly Open<MinimumRow>[],
  env: InputCodes,
  soFar: number,
  witness?: Witness,
  trigger?: TriggerKind,
): number {
  let highest = soFar;
  for (let i = 0; i < rows.length; i += 1) {
    const open = rows[i]!;
    if (!fires(open, env)) continue;
    if (open.row.rank > highest) highest = open.row.rank;
    witness?.({ table: 'minimum', row: open.row, trigger }, env);
  }
  return highest;
}
