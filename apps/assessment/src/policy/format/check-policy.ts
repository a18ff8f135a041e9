import { DIMENSIONS, levelRank, LEVELS, TRIGGER_KINDS, type TriggerKind } from '@handrail/domain';
import { SLOT, UNKNOWN, VARIABLE_NAMES, VARIABLES } from '../domain/inputs.js';
import type { VariableName, VariableValue } from '../domain/inputs.js';
import { LIMIT_NAMES, LIMITS_UNLESS_STATED, TRIGGERS_UNLESS_STATED } from '../domain/policy.js';
import type { MinimumRow, Policy, Row } from '../domain/policy.js';
import { checkExactTable, deadRows, KNOWN_RATINGS } from './check-tables.js';
import type { PolicyProblem } from './policy-problem.js';
import type { PolicyFiles } from './schema.js';

const rankOf = (row: Row): number => (row as MinimumRow).rank;

/** Everything a policy of the right form can still have wrong with it. */
export function checkMeaning(files: PolicyFiles, policy: Policy): PolicyProblem[] {
  const domain = { ...KNOWN_RATINGS, ...unsettledRatings(policy) };
  return [
    ...checkHead(files),
    ...checkIds(files),
    ...checkComplete(files),
    ...checkReadings(policy),
    ...checkSettled(policy),
    ...checkOwnAnswer(policy),
    ...checkInputs(files),
    ...DIMENSIONS.flatMap((dimension) =>
      checkExactTable({
        file: 'minimums.yaml',
        about: `dimension ${dimension}`,
        rows: policy.minimums[dimension],
        domain,
        rank: rankOf,
      }),
    ),
    ...TRIGGER_KINDS.filter((kind) => policy.floors[kind].length > 0).flatMap((kind) =>
      checkExactTable({
        file: 'floors.yaml',
        about: `trigger ${kind}`,
        rows: policy.floors[kind],
        domain,
        rank: rankOf,
      }),
    ),
    ...checkExactTable({
      file: 'withdrawal.yaml',
      about: 'the withdrawal setting',
      rows: policy.withdrawal,
      domain: { ...domain, d1: [2, 3] },
      rank: null,
    }),
    ...deadRows('supports.yaml', policy.supports),
    ...deadRows('reviews.yaml', policy.reviews),
  ];
}

/**
 * Ratings a table of minimums is asked with: where one rating alone settles the answer, no minimum is
 * looked at any more, and a row for it could never fire.
 */
function unsettledRatings({ settled }: Policy): Partial<Record<VariableName, VariableValue[]>> {
  const ratings = DIMENSIONS.map((dimension) => {
    const settles = settled.filter(
      (row) => onlyTests(row, dimension) && row.given === null && row.unless === null,
    );
    const taken = settles.reduce((all, { cells }) => all | cells[0]!.allowed, 0);
    const left = VARIABLES[dimension].filter(
      (rating, code) => rating !== UNKNOWN && ((taken >>> code) & 1) === 0,
    );
    return [dimension, left] as const;
  });
  return Object.fromEntries(ratings);
}

const onlyTests = (row: Row, dimension: VariableName): boolean =>
  row.triggers === null && row.cells.length === 1 && row.cells[0]!.variable === dimension;

/** Every input is looked at by a row, or said to be left out: none is forgotten. */
function checkInputs(files: PolicyFiles): PolicyProblem[] {
  const { ignores } = files['policy.yaml'];
  const readers = new Map<string, { readonly file: string; readonly row: string }>();
  for (const [file, content] of Object.entries(files)) {
    if (!('rows' in content)) continue;
    for (const row of content.rows)
      for (const name of 'when' in row ? Object.keys(row.when) : [])
        if (!readers.has(name)) readers.set(name, { file, row: row.id });
  }
  const forgotten = VARIABLE_NAMES.filter((name) => !readers.has(name) && !ignores.includes(name));
  return [
    ...forgotten.map((name) => ({
      file: 'policy.yaml',
      row: null,
      problem: `no row looks at ${name}, and it is not among what the policy ignores`,
    })),
    ...ignores.flatMap((name) => {
      const reader = readers.get(name);
      return reader ? [{ ...reader, problem: `looks at ${name}, which the policy ignores` }] : [];
    }),
  ];
}

function checkHead(files: PolicyFiles): PolicyProblem[] {
  const head = files['policy.yaml'];
  const problems: string[] = [];
  if (head.status === 'approved' && head.approval === null)
    problems.push('is approved but does not say by whom and when');
  if (head.status === 'draft' && head.approval !== null)
    problems.push('is a draft and cannot have an approval');
  const levels = head.levels.map(({ level }) => level);
  for (const level of LEVELS)
    if (levels.filter((other) => other === level).length !== 1)
      problems.push(`needs exactly one entry for level ${level}`);
  for (const { level, alternatives } of head.levels)
    for (const other of alternatives)
      if (levelRank(other) <= levelRank(level))
        problems.push(`level ${level} offers ${other}, which is not above it`);
  return problems.map((problem) => ({ file: 'policy.yaml', row: null, problem }));
}

/** Rule ids are what people and measures refer to: each names one row of the whole policy. */
function checkIds(files: PolicyFiles): PolicyProblem[] {
  const seen = new Map<string, string>();
  const problems: PolicyProblem[] = [];
  for (const [file, content] of Object.entries(files)) {
    if (!('rows' in content)) continue;
    for (const { id } of content.rows) {
      const first = seen.get(id);
      if (first) problems.push({ file, row: id, problem: `has the id of a row in ${first}` });
      seen.set(id, file);
    }
  }
  return problems;
}

function checkComplete(files: PolicyFiles): PolicyProblem[] {
  const kinds = files['triggers.yaml'].rows.map(({ kind }) => kind);
  const limits = files['limits.yaml'].rows.map(({ id }) => id);
  const used = Object.values(files)
    .flatMap((content) => ('rows' in content ? (content.rows as WithConditions[]) : []))
    .flatMap(({ given, unless }) => [given, unless]);
  return [
    ...TRIGGER_KINDS.filter((kind) => !isStatedOnce(kind, kinds)).map((kind) => ({
      file: 'triggers.yaml',
      row: null,
      problem: `needs exactly one row for trigger ${kind}`,
    })),
    ...LIMIT_NAMES.filter((name) => LIMITS_UNLESS_STATED[name] === undefined)
      .filter((name) => !limits.includes(name))
      .map((name) => ({
        file: 'limits.yaml',
        row: null,
        problem: `lacks the limit ${name}`,
      })),
    ...files['conditions.yaml'].rows
      .filter(({ id }) => !used.includes(id))
      .map(({ id }) => ({ file: 'conditions.yaml', row: id, problem: 'is used by no row' })),
  ];
}

/** A trigger younger than the first policies may be left out; none has two rows. */
function isStatedOnce(kind: TriggerKind, stated: readonly TriggerKind[]): boolean {
  const count = stated.filter((other) => other === kind).length;
  const isYounger = TRIGGERS_UNLESS_STATED.some((rule) => rule.kind === kind);
  return count === 1 || (count === 0 && isYounger);
}

/** Only what is said about a level may look at it: a rule that gives one cannot. */
function checkOwnAnswer(policy: Policy): PolicyProblem[] {
  const giving: readonly (readonly [string, readonly Row[]])[] = [
    ['readings.yaml', policy.readings],
    ['settled.yaml', policy.settled],
    ['minimums.yaml', Object.values(policy.minimums).flat()],
    ['floors.yaml', Object.values(policy.floors).flat()],
  ];
  const cellsOf = ({ cells, given, unless }: Row) => [
    ...cells,
    ...(given?.cells ?? []),
    ...(unless?.cells ?? []),
  ];
  return giving.flatMap(([file, rows]) =>
    rows
      .filter((row) => cellsOf(row).some(({ variable }) => variable === 'level'))
      .map(({ id }) => ({ file, row: id, problem: 'may not test level, which it helps to find' })),
  );
}

interface WithConditions {
  readonly given?: string;
  readonly unless?: string;
}

/**
 * A reading may look at its own input being unknown and at facts that are not ratings, and only
 * raise: then the order of readings does not matter and more risk never counts as less.
 */
function checkReadings(policy: Policy): PolicyProblem[] {
  const own = (row: Policy['readings'][number], variable: VariableName, allowed: number) =>
    variable === row.effect.input && allowed === 1 << UNKNOWN_RATING;
  const problems = policy.readings.flatMap((row) =>
    row.cells
      .filter(({ variable }) => SLOT[variable] < DIMENSIONS.length)
      .filter(({ variable, allowed }) => !own(row, variable, allowed))
      .map(({ variable }) => ({
        file: 'readings.yaml',
        row: row.id,
        problem: `may test ${variable} only for "${UNKNOWN}" of its own input`,
      })),
  );
  const unread = (['d4', 'd5', 'd6'] as const).filter(
    (dimension) => !policy.readings.some((row) => isReadingOfUnknown(row, dimension)),
  );
  return [
    ...problems,
    ...policy.readings
      .filter((row) => row.effect.kind === 'counts-as' && row.cells.length !== 1)
      .map(({ id }) => ({
        file: 'readings.yaml',
        row: id,
        problem: 'countsAs is for an input that is unknown, and for nothing else',
      })),
    ...unread.map((dimension) => ({
      file: 'readings.yaml',
      row: null,
      problem: `does not say what an unknown ${dimension} counts as`,
    })),
  ];
}

const UNKNOWN_RATING = 5;

const isReadingOfUnknown = (row: Policy['readings'][number], dimension: VariableName): boolean =>
  row.effect.kind === 'counts-as' &&
  row.effect.input === dimension &&
  row.cells.every(({ variable }) => variable === dimension);

/** d1-d3: unknown must leave the answer open, and an emergency may only be a high rating. */
function checkSettled(policy: Policy): PolicyProblem[] {
  const problems: PolicyProblem[] = deadRows('settled.yaml', policy.settled);
  for (const row of policy.settled.filter(({ level }) => level === 'ACUTE'))
    for (const { variable, allowed } of row.cells)
      if (SLOT[variable] >= DIMENSIONS.length || ![0b10000, 0b11000].includes(allowed))
        problems.push({
          file: 'settled.yaml',
          row: row.id,
          problem: `an emergency is a high rating: ${variable} must be 4, or 3 and 4`,
        });
  for (const dimension of ['d1', 'd2', 'd3'] as const)
    if (!policy.settled.some((row) => row.level === null && leavesOpen(row, dimension)))
      problems.push({
        file: 'settled.yaml',
        row: null,
        problem: `an unknown ${dimension} must give no level`,
      });
  return problems;
}

const leavesOpen = (row: Row, dimension: VariableName): boolean =>
  row.triggers === null &&
  row.given === null &&
  row.unless === null &&
  row.cells.length === 1 &&
  row.cells[0]!.variable === dimension &&
  row.cells[0]!.allowed === 1 << UNKNOWN_RATING;
