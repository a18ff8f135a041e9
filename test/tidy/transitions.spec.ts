import { posix } from 'node:path';
import { problemsOfTransitions, type Transitions } from '@handrail/domain';
import { expectNone, isTest, typescriptFiles, type RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

interface Life {
  readonly path: string;
  readonly transitions: Transitions;
  /** The files of the rules that the table is for. */
  readonly rules: readonly RepositoryFile[];
}

const tables = typescriptFiles.filter(({ path }) => /\/domain\/(.+-)?transitions\.ts$/.test(path));

async function livesOf({ path }: RepositoryFile): Promise<Life[]> {
  const exported = (await import(`../../${path}`)) as Record<string, unknown>;
  const folder = posix.dirname(path);
  const rules = typescriptFiles.filter(
    (file) => posix.dirname(file.path) === folder && !isTest(file.path),
  );
  return Object.values(exported)
    .filter(isTransitions)
    .map((transitions) => ({ path, transitions, rules }));
}

const isTransitions = (value: unknown): value is Transitions =>
  typeof value === 'object' && value !== null && 'table' in value && 'subject' in value;

/** Every `status: 'x'` that rules write into a state. */
function statusesSet(file: RepositoryFile): Array<{ status: string; place: string }> {
  const found: Array<{ status: string; place: string }> = [];
  visit(file, (node) => {
    if (node.type !== 'Property' || node.key.type !== 'Identifier') return;
    if (node.key.name !== 'status' || node.value.type !== 'Literal') return;
    const place = `${file.path}:${lineAt(file, node.start)}`;
    found.push({ status: String(node.value.value), place });
  });
  return found;
}

describe('tables of transitions', () => {
  let lives: readonly Life[] = [];
  beforeAll(async () => {
    lives = (await Promise.all(tables.map(livesOf))).flat();
  });

  it('every table leads from a beginning to every state, and from every state to an end', () => {
    expect(lives.length).toBeGreaterThan(0);
    expectNone(
      'A table of transitions reaches each of its states and has no dead ends.',
      'A state that nobody reaches is never tested, and what cannot end waits for ever.',
      lives.flatMap(({ path, transitions }) =>
        problemsOfTransitions(transitions).map((problem) => `${path} ${problem}`),
      ),
    );
  });

  it('rules assert the table that lies beside them', () => {
    expectNone(
      'Where a table of transitions is, a file beside it calls assertTransition.',
      'A table that nothing asserts is a drawing of how it was meant.',
      lives
        .filter(({ rules }) => !rules.some(({ text }) => text.includes('assertTransition(')))
        .map(({ path }) => path),
    );
  });

  it('rules set only states that a table leads to', () => {
    const folders = [...new Set(lives.map(({ path }) => posix.dirname(path)))].map((folder) =>
      lives.filter(({ path }) => posix.dirname(path) === folder),
    );
    expectNone(
      'A status that a rule sets is one to which a row of the table beside it leads.',
      'The table is what readers, diagrams and tests believe. Add the row, or set another status.',
      folders.flatMap((group) => {
        const reached = new Set(
          group.flatMap(({ transitions }) => transitions.table.map(({ to }) => to)),
        );
        return group[0]!.rules
          .flatMap(statusesSet)
          .filter(({ status }) => !reached.has(status))
          .map(({ status, place }) => `${place} sets ${status}`);
      }),
    );
  });
});
