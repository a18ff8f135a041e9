import { posix } from 'node:path';
import { circlesIn, type Graph } from './circles.js';
import { expectNoneBut, type Violation } from './exceptions.js';
import { isTest, sourceFiles, workspaceOf } from './repository.js';
import { importsOf } from './syntax.js';

/** Both lists only shrink: see `expectNoneBut`. */
const FILES_IN_CIRCLES: readonly string[] = [];
const WORKSPACES_WITH_CIRCLES: readonly string[] = [];

const paths = new Set(sourceFiles.map(({ path }) => path));
const sources = sourceFiles.filter(({ path }) => workspaceOf(path) && !isTest(path));

/** The file behind the name by which another imports it. */
function fileOf(from: string, specifier: string): string | undefined {
  const named = posix.normalize(posix.join(posix.dirname(from), specifier));
  const bare = named.replace(/\.js$/, '');
  return [`${bare}.ts`, `${bare}.tsx`, named].find((path) => paths.has(path));
}

const files: Graph = new Map(
  sources.map((file) => [
    file.path,
    new Set(importsOf(file).flatMap(({ specifier }) => fileOf(file.path, specifier) ?? [])),
  ]),
);

/** A folder directly under the sources of a workspace; undefined for files beside those. */
const folderOf = (path: string): string | undefined =>
  /^(?:apps|libs)\/[^/]+\/[^/]+\/[^/]+(?=\/)/.exec(path)?.[0];

function foldersOf(graph: Graph): Graph {
  const folders = new Map<string, Set<string>>();
  for (const [path, needed] of graph) {
    const folder = folderOf(path);
    if (folder === undefined) continue;
    const known = folders.get(folder) ?? new Set();
    folders.set(folder, known);
    for (const other of needed) {
      const target = folderOf(other);
      if (target !== undefined && target !== folder) known.add(target);
    }
  }
  return folders;
}

const violationsOf = (graph: Graph, nameOf: (member: string) => string): Violation[] =>
  circlesIn(graph).map((circle) => ({
    name: nameOf(circle[0]!),
    place: [...circle, circle[0]].join(' → '),
  }));

describe('circles', () => {
  it('finds each circle once, by its shortest way', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c', 'd'])],
      ['c', new Set(['d'])],
      ['d', new Set(['a'])],
      ['e', new Set(['a'])],
    ]);
    expect(circlesIn(graph)).toEqual([['a', 'b', 'd']]);
  });

  it('no file imports itself by way of others, not even for types', () => {
    expectNoneBut(
      FILES_IN_CIRCLES,
      'Imports between files have no circles.',
      'Of two files that need each other neither can be read, tested or moved alone. Put what both need under both.',
      violationsOf(files, (member) => member),
    );
  });

  it('no folder of a workspace needs itself by way of others', () => {
    expectNoneBut(
      WORKSPACES_WITH_CIRCLES,
      'Folders of a workspace stand on each other like floors.',
      'A reader begins at the ground and needs nothing from above. Move what both need below, or what needs both above.',
      violationsOf(foldersOf(files), (member) => workspaceOf(member)!),
    );
  });
});
