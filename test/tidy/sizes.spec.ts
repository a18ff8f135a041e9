import ts from 'typescript';
import { expectNone, isTest, lineOf, sourceFiles, syntaxOf } from './repository.js';
import type { RepositoryFile } from './repository.js';

const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 70;

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
      tooLong(sourceFiles.flatMap(functionsOf), MAX_FUNCTION_LINES, FUNCTION_EXCEPTIONS),
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

function functionsOf(file: RepositoryFile): Sized[] {
  const syntax = syntaxOf(file);
  const found: Sized[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !isSuite(file, node)) {
      const first = lineOf(syntax, node);
      const last = syntax.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
      found.push({ name: `${file.path} ${functionName(node, first)}`, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

/** The callback of `describe` in a test, or of a shared suite, is a chapter and not a function. */
function isSuite(file: RepositoryFile, node: ts.Node): boolean {
  const inTests = isTest(file.path) || file.path.startsWith('libs/testing/');
  const call = node.parent;
  if (!inTests || !ts.isCallExpression(call)) return false;
  return /^describe\b/.test(call.expression.getText());
}

function functionName(node: ts.SignatureDeclaration, line: number): string {
  if (node.name) return node.name.getText();
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) {
    return parent.name.getText();
  }
  return `(callback in line ${line})`;
}
