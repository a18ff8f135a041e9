import { createContext, Script } from 'node:vm';
import { expectNone, sourceFiles, type RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

const LENGTH = 100_000;
/** What one expression may take for a text of a hundred kilobytes. */
const MAX_MS = 50;
/** A pause of the machine is not the fault of an expression: it may try again. */
const TRIES = 2;

interface Expression {
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
  readonly flags: string;
}

/** Of what runs in services and in their command line: tests, tools and the page read what we write ourselves. */
const ships = ({ path }: RepositoryFile) =>
  /^(apps|libs)\/[^/]+\/src\//.test(path) &&
  !/(\.(proof\.)?(spec|int-spec|e2e-spec)\.ts$|\/testing\/|^libs\/testing\/)/.test(path);

const expressions: Expression[] = sourceFiles.filter(ships).flatMap((file) => {
  const found: Expression[] = [];
  visit(file, (node) => {
    if (node.type !== 'Literal' || !('regex' in node)) return;
    const { pattern, flags } = node.regex;
    found.push({ file: file.path, line: lineAt(file, node.start), pattern, flags });
  });
  return found;
});

const UNITS = [
  'a',
  'A',
  '0',
  ' ',
  '\t',
  '\n',
  '.',
  '-',
  '/',
  ':',
  '"',
  '\\',
  '<',
  '=',
  '@',
  '_',
  ',',
];
const PAIRS = [
  'a0',
  'a.',
  'a-',
  '0.',
  '0-',
  ' a',
  ', ',
  ':"',
  '\r\n',
  'a:',
  '|^',
  '--',
  '""',
  '\\"',
];

/** Texts that expressions which try everything twice take for ever for, in the letters of the expression itself. */
function attacksOn({ pattern }: Expression): string[] {
  const own = pattern.replaceAll(/\\[a-zA-Z]|[()[\]{}?*+^$|\\]/g, '').slice(0, 12);
  const units = [...UNITS, ...PAIRS, ...new Set(own), ...(own ? [own] : [])];
  return units.flatMap((unit) => {
    const long = unit.repeat(Math.ceil(LENGTH / unit.length));
    return [`${long}!`, `${own}${long}\0`];
  });
}

const context = createContext({ pattern: '', flags: '', text: '' });
const run = new Script('new RegExp(pattern, flags).test(text)');

/** How long it took; `undefined` when it was stopped. */
function timed({ pattern, flags }: Expression, text: string): number | undefined {
  Object.assign(context, { pattern, flags: flags.replace('g', ''), text });
  const started = performance.now();
  try {
    run.runInContext(context, { timeout: 20 * MAX_MS });
    return performance.now() - started;
  } catch {
    return undefined;
  }
}

function slowest(expression: Expression): number {
  let worst = 0;
  for (const text of attacksOn(expression)) {
    let best = Infinity;
    for (let attempt = 1; attempt <= TRIES && best > MAX_MS; attempt += 1)
      best = Math.min(best, timed(expression, text) ?? 20 * MAX_MS);
    worst = Math.max(worst, best);
    if (worst > MAX_MS) return worst;
  }
  return worst;
}

describe('regular expressions', () => {
  it('attack 53: answer at once, whatever a hundred kilobytes they are given', () => {
    expect(expressions.length).toBeGreaterThan(100);
    expectNone(
      `No expression takes more than ${MAX_MS} ms for ${LENGTH} characters.`,
      'One text would hold up everybody else for as long as the expression tries.',
      expressions.flatMap((expression) => {
        const ms = slowest(expression);
        const { file, line, pattern } = expression;
        return ms > MAX_MS ? [`${file}:${line} /${pattern}/ ${ms.toFixed(0)} ms`] : [];
      }),
    );
  }, 180_000);

  it('are written in the code, and never made of a text', () => {
    const made = sourceFiles.filter(ships).flatMap((file) => {
      const lines: number[] = [];
      visit(file, (node) => {
        const isMade = node.type === 'NewExpression' || node.type === 'CallExpression';
        if (isMade && node.callee.type === 'Identifier' && node.callee.name === 'RegExp')
          lines.push(lineAt(file, node.start));
      });
      return lines.map((line) => `${file.path}:${line}`);
    });
    expectNone(
      'No expression is made with RegExp.',
      'What somebody sends would be read as a pattern, and this test could not try it.',
      made,
    );
  });

  it('that try everything twice are found by this very test', () => {
    const bad: Expression = { file: '', line: 0, pattern: '^(a+)+$', flags: '' };
    const quadratic: Expression = { file: '', line: 0, pattern: '\\s+$', flags: '' };
    for (const each of [bad, quadratic]) expect(slowest(each)).toBeGreaterThan(MAX_MS);
  });
});
