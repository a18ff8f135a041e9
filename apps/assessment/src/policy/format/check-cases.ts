import { determine } from '../domain/determine.js';
import type { Policy } from '../domain/policy.js';
import type { PolicyProblem } from './policy-problem.js';
import { CASES_FILE, type PolicyFiles, type WrittenCase } from './schema.js';

/**
 * Holds a policy to its written cases: each gets the answer it states, through the rows it names, and
 * every row that can have a part in an answer has a case. A policy without cases passes.
 */
export function checkCases(
  files: PolicyFiles,
  cases: readonly WrittenCase[],
  policy: Policy,
): PolicyProblem[] {
  if (cases.length === 0) return [];
  const asked = cases.flatMap((written) => problemsOf(written, policy));
  const named = new Set(cases.flatMap(({ rules }) => rules));
  const ids = cases.map(({ id }) => id);
  const twice = ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((row) => ({ file: CASES_FILE, row, problem: 'has the id of another case' }));
  const untested = [...rulesOf(files)]
    .filter(([id]) => !named.has(id))
    .map(([row, file]) => ({ file, row, problem: 'has no case that names it' }));
  return [...twice, ...asked, ...untested];
}

/** Rules that can stand in a trace, with their file: rows of tables, and triggers people confirm. */
function rulesOf(files: PolicyFiles): Map<string, string> {
  const tables = [
    'readings.yaml',
    'settled.yaml',
    'minimums.yaml',
    'floors.yaml',
    'withdrawal.yaml',
    'supports.yaml',
    'reviews.yaml',
  ] as const;
  const rows = tables.flatMap((file) => files[file].rows.map(({ id }) => [id, file] as const));
  const confirmed = files['triggers.yaml'].rows
    .filter(({ mode }) => mode === 'confirm')
    .map(({ id }) => [`${id}-confirm`, 'triggers.yaml'] as const);
  return new Map([...rows, ...confirmed]);
}

function problemsOf({ id, inputs, expect, rules }: WrittenCase, policy: Policy): PolicyProblem[] {
  const { ratings, triggers = [], currentLevel = null, context = {}, opioidUse } = inputs;
  const [d1, d2, d3, d4, d5, d6] = ratings as [Rating, Rating, Rating, Rating, Rating, Rating];
  const determination = determine(
    policy,
    {
      ratings: { d1, d2, d3, d4, d5, d6 },
      ...{ triggers, currentLevel, context, opioidUse: opioidUse ?? false },
    },
    // Whether drafts may act is a setting of the place, not a rule to be tested.
    { allowDraftPolicy: true },
  );
  const fired = new Set(determination.trace.map(({ rule }) => rule));
  const { supports = [], without = [], level, ...plain } = expect;
  const expected = { ...plain, ...(level === undefined ? {} : { level: levelOf(level) }) };
  const problems = [
    ...Object.entries(expected)
      .filter(([field, value]) => determination[field as keyof typeof determination] !== value)
      .map(([field, value]) => `expects ${field} ${value}, not ${wordOf(determination, field)}`),
    ...supports
      .filter((support) => !determination.supports.includes(support))
      .map((support) => `expects the support ${support}`),
    ...without
      .filter((support) => determination.supports.includes(support))
      .map((support) => `expects no support ${support}`),
    ...rules.filter((rule) => !fired.has(rule)).map((rule) => `${rule} has no part in its answer`),
  ];
  return problems.map((problem) => ({ file: CASES_FILE, row: id, problem }));
}

type Rating = WrittenCase['inputs']['ratings'][number];

const levelOf = (level: NonNullable<WrittenCase['expect']['level']>) =>
  level === 'none' ? null : level;

const wordOf = (determination: object, field: string): string =>
  String((determination as Readonly<Record<string, unknown>>)[field]);
