import type { ArrowFunctionExpression, Function, Node, Statement } from 'oxc-parser';
import { expectNone, isTest, sourceFiles, type RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 70;
const MAX_COMPONENT_LINES = 100;

/**
 * Files and functions that are longer than the rule and how long they may be. This list only
 * shrinks: an entry that is no longer needed fails the test until it is taken out.
 */
const FILE_EXCEPTIONS: Readonly<Record<string, number>> = {};
const FUNCTION_EXCEPTIONS: Readonly<Record<string, number>> = {};

interface Sized {
  readonly name: string;
  readonly lines: number;
}

describe('sizes', () => {
  it(`a file has at most ${MAX_FILE_LINES} lines`, () => {
    const sized = sourceFiles.map((file) => ({ name: file.path, lines: linesOf(file.text) }));
    expectNone(
      `A file has at most ${MAX_FILE_LINES} lines.`,
      'Nine in ten files of well-kept code are under 290. Split it by what changes together.',
      tooLong(sized, MAX_FILE_LINES, FILE_EXCEPTIONS),
    );
  });

  it(`a function has at most ${MAX_FUNCTION_LINES} lines`, () => {
    expectNone(
      `A function has at most ${MAX_FUNCTION_LINES} lines.`,
      'A function that does not fit on a screen does several things: name them.',
      tooLong(functions(false), MAX_FUNCTION_LINES, FUNCTION_EXCEPTIONS),
    );
  });

  it(`a component of the page has at most ${MAX_COMPONENT_LINES} lines`, () => {
    expectNone(
      `A component has at most ${MAX_COMPONENT_LINES} lines.`,
      'Markup is long, and still a reader wants to see where a component ends.',
      tooLong(functions(true), MAX_COMPONENT_LINES, {}),
    );
  });
});

const linesOf = (text: string): number => text.trimEnd().split('\n').length;

function tooLong(
  sized: readonly Sized[],
  limit: number,
  exceptions: Readonly<Record<string, number>>,
): string[] {
  const long = sized.filter(({ lines }) => lines > limit);
  const broken = long
    .filter(({ name, lines }) => lines > (exceptions[name] ?? limit))
    .map(({ name, lines }) => `${name} has ${lines} lines, ${exceptions[name] ?? limit} allowed`);
  const names = new Set(long.map(({ name }) => name));
  const needless = Object.keys(exceptions)
    .filter((name) => !names.has(name))
    .map((name) => `${name} no longer needs its exception: take it out of the list`);
  return [...broken, ...needless];
}

interface Counted extends Sized {
  readonly component: boolean;
}

function functionsOf(file: RepositoryFile): Counted[] {
  const found: Counted[] = [];
  visit(file, (node, parent) => {
    if (!isFunction(node) || !node.body || isSuite(file, node.body)) return;
    const [first, last] = [lineAt(file, node.start), lineAt(file, node.end)];
    const named = nameOf(node, parent);
    const name = named ? file.text.slice(named.start, named.end) : `(callback in line ${first})`;
    // A component is mostly markup, which is long without being complicated.
    const component = file.path.endsWith('.tsx') && /^[A-Z]/.test(name);
    found.push({ name: `${file.path} ${name}`, lines: last - first + 1, component });
  });
  return found;
}

type AnyFunction = Function | ArrowFunctionExpression;

const isFunction = (node: Node): node is AnyFunction =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

/** A function is named by itself or by what it is assigned to. */
function nameOf(node: AnyFunction, parent: Node): Node | null {
  if (node.id) return node.id;
  if (parent.type === 'VariableDeclarator') return parent.id;
  return 'key' in parent && 'value' in parent && parent.value === node ? parent.key : null;
}

const REGISTERS = /^(it|test|describe\w*|promise|(before|after)(Each|All))\b/;

/** A function that registers tests is a chapter and not a function; what it registers is counted. */
function isSuite(file: RepositoryFile, body: Node): boolean {
  if (!isTest(file.path) && !/^(libs\/testing|test)\//.test(file.path)) return false;
  return 'body' in body && Array.isArray(body.body) && (body.body as Statement[]).some(registers);

  function registers(statement: Statement): boolean {
    if (statement.type !== 'ExpressionStatement') return false;
    if (statement.expression.type !== 'CallExpression') return false;
    const { start, end } = statement.expression.callee;
    return REGISTERS.test(file.text.slice(start, end));
  }
}

const counted: readonly Counted[] = sourceFiles.flatMap(functionsOf);

const functions = (components: boolean): Sized[] =>
  counted.filter(({ component }) => component === components);
