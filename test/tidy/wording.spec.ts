import * as contracts from '@handrail/contracts';
import type { Node } from 'oxc-parser';
import { expectNone, isTest, sourceFiles, workspaceOf } from './repository.js';
import type { RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

/** The one table: what an event is called where a person reads it. */
const TABLE = 'libs/contracts/src/words/';

/** An event by its full type, by its name, and by the name of its contract in code. */
const EVENT_NAMES: ReadonlySet<string> = new Set([
  ...contracts.catalogue.flatMap(({ type, name }) => [type, name]),
  ...Object.entries(contracts).flatMap(([exported, value]) =>
    contracts.catalogue.some((contract) => contract === value) ? [exported] : [],
  ),
]);

/** `stayEnded`, `'stay-ended'`, `[stayEnded.type]`: the event that a key or a case names. */
function eventOf(node: Node | null): string | undefined {
  if (node?.type === 'Identifier') return known(node.name);
  if (node?.type === 'Literal') return known(String(node.value));
  if (node?.type === 'MemberExpression') return eventOf(node.object);
  return undefined;
}

const known = (name: string): string | undefined => (EVENT_NAMES.has(name) ? name : undefined);

/** The beginning of a sentence, as a person reads it: `Stay ended`, not a code and not a class. */
const WORDS = /(["'`])[A-Z][a-z]+ [a-z$]/;

const isWorded = ({ text }: RepositoryFile, node: Node): boolean =>
  WORDS.test(text.slice(node.start, node.end));

/** Every place where words stand under an event. */
function wordsUnderEvents(file: RepositoryFile): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    const event =
      node.type === 'Property'
        ? eventOf(node.key)
        : node.type === 'SwitchCase'
          ? eventOf(node.test)
          : undefined;
    if (event !== undefined && isWorded(file, node))
      found.push(`${file.path}:${lineAt(file, node.start)} words ${event}`);
  });
  return found;
}

/** A file of its own for each text, because a path is parsed once. */
const fileOf = (text: string): RepositoryFile => ({ path: `${text}.ts`, text });

describe('the words for events', () => {
  it.each([
    ["const T = { 'stay-ended': 'Stay ended' };"],
    ["const T = { 'handrail.intake.stay-ended.v1': { title: () => 'Stay ended' } };"],
    ['const T = { stayEnded: ({ facility }) => `Stay at ${facility} ended` };'],
    ["const T = { [stayEnded.type]: 'Stay ended' };"],
    ["switch (kind) { case 'stay-ended': return 'Stay ended'; }"],
  ])('are found in %s', (text) => {
    expect(wordsUnderEvents(fileOf(text))).toHaveLength(1);
  });

  it.each([
    ["const T = { 'stay-ended': 'applied' };"],
    ["const T = { 'stay-ended': StayEnded };"],
    ["const T = { 'detox-completed': 'Detox completed' };"],
  ])('are not found in %s', (text) => {
    expect(wordsUnderEvents(fileOf(text))).toEqual([]);
  });

  it('stand in one table', () => {
    const inTable = sourceFiles.filter(({ path }) => path.startsWith(TABLE));
    expect(inTable.flatMap(wordsUnderEvents).length).toBeGreaterThan(20);
    expectNone(
      `An event is worded in ${TABLE} and nowhere else.`,
      'Two tables word the same event apart, and the second misses the next event. Use wordsOf or lineOf.',
      sourceFiles
        .filter(({ path }) => workspaceOf(path) && !isTest(path) && !path.startsWith(TABLE))
        .flatMap(wordsUnderEvents),
    );
  });
});
