import {
  SLOT,
  UNKNOWN,
  VARIABLES,
  type InputCodes,
  type VariableName,
  type VariableValue,
} from '../domain/inputs.js';
import { holds, type Cell, type Row } from '../domain/policy.js';
import type { PolicyProblem } from './policy-problem.js';

/** A table of which exactly one row must fire for all inputs it is asked with. */
export interface ExactTable {
  readonly file: string;
  /** What the rows are about, for the text of a gap. */
  readonly about: string;
  readonly rows: readonly Row[];
  /** Values of variables the table is asked with, when these are not all. */
  readonly domain: Readonly<Partial<Record<VariableName, readonly VariableValue[]>>>;
  /** How much a row asks for: more risk must never ask for less. Null where rows have no order. */
  readonly rank: ((row: Row) => number) | null;
}

interface Axis {
  readonly variable: VariableName;
  /** One code for each set of values that no cell of the table tells apart, in order. */
  readonly codes: readonly number[];
}

/**
 * Tries a table with every input its rows can tell apart. Values that every cell treats alike are one
 * class, so that even a table over all dimensions and triggers takes a few thousand tries, and what
 * is found is a fact about all inputs.
 */
export function checkExactTable(table: ExactTable): PolicyProblem[] {
  const axes = axesOf(table);
  const firing = new Map<string, number>();
  const found = new Map<string, PolicyProblem>();
  const fired = new Set<Row>();
  const report = (row: string | null, problem: string) =>
    found.set(`${row ?? ''} ${problem.split(' for ')[0]}`, { file: table.file, row, problem });

  for (const env of environments(axes)) {
    const rows = table.rows.filter((row) => holds(row, env));
    rows.forEach((row) => fired.add(row));
    const [first, second] = rows;
    if (!first) report(null, `${table.about} has a gap: no row for ${describe(axes, env)}`);
    else if (second) report(second.id, `overlaps row ${first.id} for ${describe(axes, env)}`);
    else if (table.rank) firing.set(keyOf(axes, env), table.rank(first));
  }
  for (const row of table.rows) if (!fired.has(row)) report(row.id, 'can never fire');
  if (table.rank) reportFalls(table, axes, firing, report);
  return [...found.values()];
}

/** Reports rows that ask for less although a rating is higher. */
function reportFalls(
  table: ExactTable,
  axes: readonly Axis[],
  ranks: ReadonlyMap<string, number>,
  report: (row: string | null, problem: string) => void,
): void {
  for (const env of environments(axes)) {
    const before = ranks.get(keyOf(axes, env));
    for (const { variable, codes } of axes.filter(({ variable }) => /^d[1-6]$/.test(variable))) {
      const raised = env.slice();
      raised[SLOT[variable]] = codes[codes.indexOf(env[SLOT[variable]]!) + 1] ?? -1;
      const after = ranks.get(keyOf(axes, raised));
      if (before === undefined || after === undefined || after >= before) continue;
      const row = table.rows.find((row) => holds(row, raised));
      report(row?.id ?? null, `asks for less when ${variable} rises for ${describe(axes, raised)}`);
    }
  }
}

/** Rows that can fire for no input at all, in tables where any number of rows may fire. */
export function deadRows(file: string, rows: readonly Row[]): PolicyProblem[] {
  return rows
    .filter((row) => !someEnvironment(row))
    .map(({ id }) => ({ file, row: id, problem: 'can never fire' }));
}

function someEnvironment(row: Row): boolean {
  const axes = axesOf({ file: '', about: '', rows: [row], domain: {}, rank: null });
  for (const env of environments(axes)) if (holds(row, env)) return true;
  return false;
}

function axesOf(table: ExactTable): Axis[] {
  const cells = table.rows.flatMap(cellsOf);
  const names = [...new Set(cells.map(({ variable }) => variable))];
  return names.map((variable) => ({
    variable,
    codes: classesOf(
      codesAsked(table, variable),
      cells.filter((cell) => cell.variable === variable),
    ),
  }));
}

const cellsOf = (row: Row): Cell[] => [
  ...row.cells,
  ...(row.given?.cells ?? []),
  ...(row.unless?.cells ?? []),
];

function codesAsked(table: ExactTable, variable: VariableName): number[] {
  const all: readonly VariableValue[] = VARIABLES[variable];
  const asked = table.domain[variable] ?? all;
  return all.flatMap((value, code) => (asked.includes(value) ? [code] : []));
}

function classesOf(codes: readonly number[], cells: readonly Cell[]): number[] {
  const signature = (code: number) => cells.map(({ allowed }) => (allowed >>> code) & 1).join('');
  const seen = new Map<string, number>();
  for (const code of codes) if (!seen.has(signature(code))) seen.set(signature(code), code);
  return [...seen.values()];
}

function* environments(axes: readonly Axis[], env: InputCodes = []): Generator<InputCodes> {
  const [axis, ...rest] = axes;
  if (!axis) {
    yield env.slice();
    return;
  }
  for (const code of axis.codes) {
    env[SLOT[axis.variable]] = code;
    yield* environments(rest, env);
  }
}

const keyOf = (axes: readonly Axis[], env: InputCodes): string =>
  axes.map(({ variable }) => env[SLOT[variable]]).join();

const describe = (axes: readonly Axis[], env: InputCodes): string =>
  axes.length === 0
    ? 'any input'
    : axes
        .map(({ variable }) => `${variable} ${VARIABLES[variable][env[SLOT[variable]]!]}`)
        .join(', ');

/** Ratings as tables of minimums are asked: what is unknown was settled or read before. */
export const KNOWN_RATINGS = Object.fromEntries(
  (['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const).map((dimension) => [
    dimension,
    VARIABLES[dimension].filter((rating) => rating !== UNKNOWN),
  ]),
);
