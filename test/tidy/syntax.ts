import { parseSync, visitorKeys, type Comment, type Node, type ParseResult } from 'oxc-parser';
import type { RepositoryFile } from './repository.js';

/** One import or re-export of a file. */
export interface Import {
  readonly from: RepositoryFile;
  readonly specifier: string;
  /** Erased by the compiler: nothing of it exists at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

const parsed = new Map<string, ParseResult>();

/** A file is parsed once. */
function parse({ path, text }: RepositoryFile): ParseResult {
  const result = parsed.get(path) ?? parseSync(path, text);
  parsed.set(path, result);
  return result;
}

interface Request {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly start: number;
}

/** Every import, re-export and dynamic import with a literal name, in the order of their kinds. */
export const importsOf = (from: RepositoryFile): Import[] =>
  [...staticRequests(from), ...dynamicRequests(from)].map(({ start, ...request }) => ({
    ...{ from, ...request },
    line: lineAt(from, start),
  }));

function* staticRequests(file: RepositoryFile): Generator<Request> {
  const { staticImports, staticExports } = parse(file).module;
  for (const { moduleRequest, entries, start } of staticImports)
    yield {
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
      start,
    };
  for (const { entries, start } of staticExports) {
    const source = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest;
    if (source)
      yield { specifier: source.value, typeOnly: entries.every(({ isType }) => isType), start };
  }
}

const REQUIRED = /\brequire\(\s*(['"])([^'"]+)\1\s*\)/g;

function* dynamicRequests(file: RepositoryFile): Generator<Request> {
  for (const { moduleRequest, start } of parse(file).module.dynamicImports) {
    const name = /^(['"])(.*)\1$/.exec(file.text.slice(moduleRequest.start, moduleRequest.end));
    if (name?.[2] !== undefined) yield { specifier: name[2], typeOnly: false, start };
  }
  for (const { 2: specifier, index } of file.text.matchAll(REQUIRED))
    yield { specifier: specifier!, typeOnly: false, start: index };
}

export const commentsOf = (file: RepositoryFile): readonly Comment[] => parse(file).comments;

/** Calls `seen` for every node of a file with the node around it. */
export function visit(file: RepositoryFile, seen: (node: Node, parent: Node) => void): void {
  const walk = (node: Node): void => {
    for (const key of visitorKeys[node.type] ?? []) {
      const inside = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
      for (const child of Array.isArray(inside) ? inside : [inside])
        if (child) {
          seen(child, node);
          walk(child);
        }
    }
  };
  walk(parse(file).program);
}

/** The line, counted from 1, of a place in the text of a file. */
export const lineAt = ({ text }: RepositoryFile, at: number): number => {
  let line = 1;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1))
    line += 1;
  return line;
};
