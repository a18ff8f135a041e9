import { parseSync, visitorKeys, type Comment, type Node, type ParseResult } from 'oxc-parser';
import { importsIn } from '../../scripts/module-imports.mjs';
import type { RepositoryFile } from './repository.js';

/** One import or re-export of a file. */
export interface Import {
  readonly from: RepositoryFile;
  readonly specifier: string;
  /** Erased by the compiler: nothing of it exists at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export const importsOf = (from: RepositoryFile): Import[] =>
  importsIn(from.path, from.text).map(({ specifier, typeOnly, start }) => ({
    ...{ from, specifier, typeOnly },
    line: lineAt(from, start),
  }));

const parsed = new Map<string, ParseResult>();

/** A file is parsed once. */
function parse({ path, text }: RepositoryFile): ParseResult {
  const result = parsed.get(path) ?? parseSync(path, text);
  parsed.set(path, result);
  return result;
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
