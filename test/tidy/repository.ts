import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Fails with the rule, the reason for it and every place that breaks it. */
export function expectNone(rule: string, because: string, violations: readonly string[]): void {
  if (violations.length === 0) return;
  const shown = violations.map((violation) => `  - ${violation}`).join('\n');
  const count = violations.length === 1 ? '1 place breaks' : `${violations.length} places break`;
  const text = `${rule}\n${because}\n\n${count} this rule:\n${shown}`;
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
