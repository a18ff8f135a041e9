import { posix } from 'node:path';
import { expectNoneBut, type Violation } from './exceptions.js';
import { isTest, typescriptFiles, workspaceOf, type RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

/** The three lists only shrink: see `expectNoneBut`. */
const CONSUMERS_ELSEWHERE: readonly string[] = [];
const CONTROLLERS_WITH_SQL: readonly string[] = [];
const READS_THAT_WRITE: readonly string[] = [];

const CONSUMER_PLACE = /^apps\/[^/]+\/src\/[^/]+\/consumers\/on-[a-z-]+\.ts$/;
const SQL = /\b(SELECT\s[^]*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+[^]*\sSET)\s/;
const WRITE = /\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+(\s+(AS\s+)?\w+)?\s+SET)\s/;

const services = typescriptFiles.filter(
  ({ path }) => /^apps\/[^/]+\/src\//.test(path) && !isTest(path) && !/\/testing\//.test(path),
);
const places = (found: readonly string[]): Violation[] =>
  found.map((place) => ({ name: place.replace(/:.*/, ''), place }));

/** Where a file has a text that matches, in quotes or back-ticks. */
function textsOf(file: RepositoryFile, pattern: RegExp): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    const text =
      node.type === 'Literal' || node.type === 'TemplateLiteral'
        ? file.text.slice(node.start, node.end)
        : '';
    const matched = pattern.exec(text)?.[0];
    if (matched) found.push(`${file.path}:${lineAt(file, node.start)} ${matched.slice(0, 40)}`);
  });
  return found;
}

describe('where things are', () => {
  it('a consumer has a place of its own', () => {
    const consumers = services.filter(
      ({ path, text }) =>
        path.endsWith('.consumer.ts') || /^export class On[A-Z]|@EventPattern\(/m.test(text),
    );
    expectNoneBut(
      CONSUMERS_ELSEWHERE,
      'A consumer is <aggregate>/consumers/on-<event>.ts, directly under the sources of its service.',
      'Whoever asks what happens on an event looks in one place in every service.',
      consumers
        .map(({ path }) => ({ name: workspaceOf(path)!, place: path }))
        .filter(({ place }) => !CONSUMER_PLACE.test(place)),
    );
  });

  it('no controller has SQL', () => {
    const controllers = services.filter(({ path }) => path.endsWith('.controller.ts'));
    expectNoneBut(
      CONTROLLERS_WITH_SQL,
      'A controller has no SQL: the statement is in the x.reader.ts beside it.',
      'What HTTP asks and how it is found change apart, and a reader is tested without HTTP.',
      places(controllers.flatMap((file) => textsOf(file, SQL))),
    );
  });

  it('nothing under reads/ writes', () => {
    const reads = services.filter(({ path }) => posix.dirname(path).split('/').includes('reads'));
    expectNoneBut(
      READS_THAT_WRITE,
      'No file under reads/ inserts, updates or deletes.',
      'A read may be asked again at any time. What writes is beside the aggregate that it changes.',
      places(reads.flatMap((file) => textsOf(file, WRITE))),
    );
  });
});
