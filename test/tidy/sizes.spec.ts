import ts from 'typescript';
import { expectNone, isTest, lineOf, sourceFiles, syntaxOf } from './repository.js';
import type { RepositoryFile } from './repository.js';

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

const functions = (components: boolean): Sized[] =>
  sourceFiles.flatMap((file) => functionsOf(file, components));

function functionsOf(file: RepositoryFile, components: boolean): Sized[] {
  const syntax = syntaxOf(file);
  const found: Sized[] = [];
  const visit = (node: ts.Node): void => {
    if (isCounted(file, node) && isComponent(file, node) === components) {
      const first = lineOf(syntax, node);
      const last = syntax.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
      found.push({ name: `${file.path} ${functionName(node, first)}`, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

const isCounted = (file: RepositoryFile, node: ts.Node): node is ts.SignatureDeclaration =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isSuite(file, node);

const REGISTERS = /^(it|test|describe\w*|promise|(before|after)(Each|All))\b/;

/** A function that registers tests is a chapter and not a function; what it registers is counted. */
function isSuite(file: RepositoryFile, node: ts.SignatureDeclaration): boolean {
  if (!isTest(file.path) && !/^(libs\/testing|test)\//.test(file.path)) return false;
  const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined;
  if (!body || !ts.isBlock(body)) return false;
  return body.statements.some(
    (statement) =>
      ts.isExpressionStatement(statement) &&
      ts.isCallExpression(statement.expression) &&
      REGISTERS.test(statement.expression.expression.getText()),
  );
}

/** A component is mostly markup, which is long without being complicated. */
const isComponent = (file: RepositoryFile, node: ts.SignatureDeclaration): boolean =>
  file.path.endsWith('.tsx') && /^[A-Z]/.test(functionName(node, 0));

function functionName(node: ts.SignatureDeclaration, line: number): string {
  if (node.name) return node.name.getText();
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) {
    return parent.name.getText();
  }
  return `(callback in line ${line})`;
}
