import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What git ignores too: results of installing, building and running. */
const IGNORED_FOLDERS = new Set([
  'node_modules',
  'dist',
  '.git',
  '.handrail',
  '.cache',
  'coverage',
]);
const IGNORED_PATHS = ['deploy/kafka-local/libs', 'deploy/kafka-local/target'];
const BINARY = /\.(png|jpg|ico|woff2?|gz|jar)$/;

/** A text file of the repository. */
export interface RepositoryFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (IGNORED_FOLDERS.has(entry.name) || IGNORED_PATHS.includes(path)) continue;
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile() && !BINARY.test(path) && !/\.(log|tsbuildinfo)$/.test(path)) yield path;
  }
}

/** Every text file that is, or would be, committed. */
export const files: readonly RepositoryFile[] = [...walk('')].sort().map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));

export const typescriptFiles = files.filter(({ path }) => /\.tsx?$/.test(path));
export const sourceFiles = files.filter(({ path }) => /\.(tsx?|mjs|cjs|js)$/.test(path));

export const isTest = (path: string): boolean => /\.(spec|int-spec|e2e-spec)\.tsx?$/.test(path);

/** `apps/intake` or `libs/messaging` for a file inside a workspace. */
export const workspaceOf = (path: string): string | undefined =>
  /^(apps|libs)\/[^/]+/.exec(path)?.[0];

const parsed = new Map<string, ts.SourceFile>();

export function syntaxOf(file: RepositoryFile): ts.SourceFile {
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : undefined;
  const known = parsed.get(file.path);
  if (known) return known;
  const syntax = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true, kind);
  parsed.set(file.path, syntax);
  return syntax;
}

/** One import or re-export of a file. */
export interface Import {
  readonly from: RepositoryFile;
  readonly specifier: string;
  /** Erased by the compiler: nothing of it exists at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export const importsOf = (file: RepositoryFile): Import[] => {
  const syntax = syntaxOf(file);
  const found: Import[] = [];
  const add = (node: ts.Expression | undefined, typeOnly: boolean): void => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    found.push({ from: file, specifier: node.text, typeOnly, line: lineOf(syntax, node) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (isDynamicImport(node)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
};

const isDynamicImport = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require'));

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.namedBindings;
  const named = names && ts.isNamedImports(names) ? names.elements : undefined;
  return (
    !clause.name && named !== undefined && named.length > 0 && named.every((n) => n.isTypeOnly)
  );
}

export const lineOf = (syntax: ts.SourceFile, node: ts.Node): number =>
  syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1;

/** Fails with the rule, the reason for it and every place that breaks it. */
export function expectNone(rule: string, because: string, violations: readonly string[]): void {
  if (violations.length === 0) return;
  const shown = violations.map((violation) => `  - ${violation}`).join('\n');
  const text = `${rule}\n${because}\n\n${violations.length} places break this rule:\n${shown}`;
  // The message says everything; the line that throws it says nothing.
  throw Object.assign(new Error(text), { stack: text });
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}

/** Folders directly under `apps` or `libs`. */
export const workspacesIn = (parent: 'apps' | 'libs'): string[] =>
  readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`)
    .sort();
