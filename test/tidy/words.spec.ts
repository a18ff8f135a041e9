import { posix } from 'node:path';
import { expectNoneBut, type Violation } from './exceptions.js';
import { files, isTest, sourceFiles, typescriptFiles, workspaceOf } from './repository.js';
import type { RepositoryFile } from './repository.js';
import { commentsOf, lineAt, visit } from './syntax.js';

/** The three lists only shrink: see `expectNoneBut`. */
const WORKSPACES_WITH_WORDS: readonly string[] = [];
const TYPES_OF_ONE_NAME: readonly string[] = [];
const FILES_WITH_LOST_REFERENCES: readonly string[] = [];

const WORDS = new Set(['tell', 'told', 'said', 'one']);

/** `apps/intake`, `libs/domain`, `test`. */
const partOf = (path: string): string => /^(?:(?:apps|libs)\/)?[^/]+/.exec(path)![0];

function wordsIn(file: RepositoryFile): Violation[] {
  const found: Violation[] = [];
  visit(file, (node) => {
    if (node.type !== 'Identifier' || !WORDS.has(node.name)) return;
    const place = `${file.path}:${lineAt(file, node.start)} ${node.name}`;
    found.push({ name: partOf(file.path), place });
  });
  return found;
}

/** Names of a role in a service: each service has its own, and nobody imports them from another. */
const OF_A_SERVICE = /(Controller|Consumer|Reader|Store|Service|Dto|Filter)$|^On[A-Z]/;

const TYPES = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ClassDeclaration']);

/** Specs and what only they use have words of their own. */
const isProduct = (path: string): boolean =>
  workspaceOf(path) !== undefined && !isTest(path) && !/(^|\/)testing\//.test(path);

/** The types that files export, each with the files that declare it. */
function exportedTypes(): ReadonlyMap<string, readonly string[]> {
  const declared = new Map<string, string[]>();
  for (const file of typescriptFiles.filter(({ path }) => isProduct(path)))
    visit(file, (node) => {
      if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return;
      const { declaration } = node;
      if (!TYPES.has(declaration.type) || !('id' in declaration) || !declaration.id) return;
      const { start, end } = declaration.id;
      const name = file.text.slice(start, end);
      declared.set(name, [...(declared.get(name) ?? []), file.path]);
    });
  return declared;
}

const paths = files.map(({ path }) => path);
/** A number or the beginning of a name is enough for a page: `docs/adr/0005`. */
const isThere = (from: string, named: string): boolean => {
  const beside = posix.normalize(posix.join(posix.dirname(from), named));
  const fromRoot = posix.normalize(named);
  return paths.some(
    (known) => known === beside || known.startsWith(fromRoot) || known.endsWith(`/${fromRoot}`),
  );
};

/** A file or a page by its name, but not a pattern, an address or a placeholder in capitals. */
const FILE =
  /(?<![\w./*<>-])(?:[\w@-]+\/|\.\.?\/)*[a-z][\w.-]*\.(?:tsx?|mjs|cjs|md|sql|ya?ml|json)\b/g;
const PAGE = /\bdocs\/[\w/-]*\w/g;
const NOWHERE = /\b(domain notes|design notes|interfaces:|sections? \d+)/gi;

function lostReferences(file: RepositoryFile): Violation[] {
  return commentsOf(file).flatMap(({ value, start }) => {
    const named = [...value.matchAll(FILE), ...value.matchAll(PAGE)].map(([path]) => path);
    const lost = named.filter((path) => !isThere(file.path, path));
    const nowhere = [...value.matchAll(NOWHERE)].map(([words]) => words);
    return [...lost, ...nowhere].map((reference) => ({
      name: file.path,
      place: `${file.path}:${lineAt(file, start)} ${reference}`,
    }));
  });
}

describe('words', () => {
  it('identifiers name what they hold', () => {
    expectNoneBut(
      WORKSPACES_WITH_WORDS,
      `No identifier is ${[...WORDS].join(', ')}.`,
      'They had eight, 26, 29 and 600 meanings. Use the noun or the verb that is meant.',
      sourceFiles.flatMap(wordsIn),
    );
  });

  it('a type has a name of its own', () => {
    expectNoneBut(
      TYPES_OF_ONE_NAME,
      'Two exported types do not share a name.',
      'A reader who has met a word once believes to know it. Name the second after what is different about it.',
      [...exportedTypes()]
        .filter(([name, declaring]) => declaring.length > 1 && !OF_A_SERVICE.test(name))
        .map(([name, declaring]) => ({ name, place: `${name} in ${declaring.join(', ')}` })),
    );
  });

  it('a comment refers to what is there', () => {
    expectNoneBut(
      FILES_WITH_LOST_REFERENCES,
      'A file or page that a comment names is in the repository.',
      'A reference that leads nowhere costs its reader the search. Name a page of docs/ or say it in the comment.',
      sourceFiles.flatMap(lostReferences),
    );
  });
});
