import { posix } from 'node:path';
import type { Node } from 'oxc-parser';
import { expectNone, isTest, sourceFiles } from './repository.js';
import { typescriptFiles, workspaceOf, workspacesIn } from './repository.js';
import type { RepositoryFile } from './repository.js';
import { importsOf, lineAt, visit, type Import } from './syntax.js';

const KAFKA_ADAPTER = 'libs/messaging/src/adapters/kafka/';

/** They start the command line's tools, and a machine's own services, browser and database, by its settings. */
const STARTS_PROCESSES = new Set([
  'apps/cli/src/service-tool.ts',
  'apps/standalone/src/processes/child-service.ts',
  'apps/standalone/src/local/open-browser.ts',
  'libs/platform/src/database/account.ts',
  'libs/platform/src/database/embedded-postgres.ts',
]);

/** Libraries that only calculate: a rule may use them as it uses Math. */
const CALCULATING = new Set(['temporal-polyfill']);

const DOMAIN_FOLDER = /^apps\/[^/]+\/src\/(?:.+\/)?domain\//;
const imports: readonly Import[] = sourceFiles.flatMap(importsOf);
const appNames = workspacesIn('apps').map((path) => `@handrail/${posix.basename(path)}`);

const at = ({ from, line, specifier }: Import): string =>
  `${from.path}:${line} imports ${specifier}`;

const targetOf = ({ from, specifier }: Import): string =>
  posix.normalize(posix.join(posix.dirname(from.path), specifier));

describe('boundaries between folders', () => {
  it('domain folders import only @handrail/domain, types of @handrail/contracts and themselves', () => {
    const allowed = (used: Import): boolean => {
      if (used.specifier === '@handrail/domain') return true;
      if (used.specifier === '@handrail/contracts') return used.typeOnly;
      if (CALCULATING.has(used.specifier)) return true;
      const target = targetOf(used);
      return used.specifier.startsWith('.') && DOMAIN_FOLDER.test(target) && sameApp(used, target);
    };
    expectNone(
      'A domain folder holds pure rules.',
      'A rule that knows no framework, database or wire can be replayed, simulated and read alone.',
      imports
        .filter(({ from }) => DOMAIN_FOLDER.test(from.path) && !isTest(from.path))
        .filter((used) => !allowed(used))
        .map(at),
    );
  });

  it('domain folders take time, ids, chance and settings from outside', () => {
    expectNone(
      'A domain folder uses no clock, no random numbers, no environment and no console.',
      'The same event must give the same decision when it is replayed: pass what the rule needs in.',
      typescriptFiles
        .filter(({ path }) => DOMAIN_FOLDER.test(path) && !isTest(path))
        .flatMap(impureUses),
    );
  });

  it('kafkajs is imported in one folder', () => {
    expectNone(
      `kafkajs is imported only under ${KAFKA_ADAPTER}.`,
      'It has no maintainer: the day it is replaced, one folder changes. Use the EventLog port.',
      imports
        .filter(({ specifier }) => /^kafkajs(\/|$)/.test(specifier))
        .filter(({ from }) => !from.path.startsWith(KAFKA_ADAPTER))
        .map(at),
    );
  });

  it('who answers others starts no process', () => {
    const ships = ({ path }: RepositoryFile) =>
      /^(apps|libs)\/[^/]+\/src\//.test(path) && !path.startsWith('libs/testing/') && !isTest(path);
    const starting = imports
      .filter(({ specifier }) => /^(node:)?child_process$/.test(specifier))
      .filter(({ from }) => ships(from));
    expect(new Set(starting.map(({ from }) => from.path))).toEqual(STARTS_PROCESSES);
  });

  it('no app imports another, only standalone composes them', () => {
    expectNone(
      'An app knows the others by their events only.',
      'Services are deployed and fail apart. Put what both need into a contract.',
      imports
        .filter(({ from }) => /^(apps|libs)\//.test(from.path) && !isStandalone(from.path))
        .filter(({ specifier }) => appNames.includes(specifier))
        .filter(({ from, specifier }) => workspaceOf(from.path) !== `apps/${nameOf(specifier)}`)
        .map(at),
    );
  });

  it('nobody reaches into a library or another workspace', () => {
    const leaves = (used: Import): boolean => {
      const own = workspaceOf(used.from.path);
      return own !== undefined && workspaceOf(targetOf(used)) !== own;
    };
    expectNone(
      'A workspace is imported by its name, and its index says what is public.',
      'A deep or relative import into another workspace makes its inside public for ever.',
      imports
        .filter(
          (used) =>
            /^@handrail\/(?!testing\/decider$|platform\/prompt-works$)[^/]+\//.test(
              used.specifier,
            ) ||
            (used.specifier.startsWith('.') && leaves(used)),
        )
        .map(at),
    );
  });
});

const isStandalone = (path: string): boolean => workspaceOf(path) === 'apps/standalone';

const nameOf = (specifier: string): string => specifier.replace('@handrail/', '');

const sameApp = ({ from }: Import, target: string): boolean =>
  workspaceOf(from.path) === workspaceOf(target);

const IMPURE_OBJECTS = new Set(['process', 'performance', 'console', 'crypto', 'globalThis']);
const IMPURE_CALLS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'fetch', 'Date']);

const IMPURE_USES = new Set(['Date.now', 'Math.random', 'Temporal.Now']);

function impureUses(file: RepositoryFile): string[] {
  const found: string[] = [];
  visit(file, (node) => {
    const why = impurity(node);
    if (why !== undefined) found.push(`${file.path}:${lineAt(file, node.start)} uses ${why}`);
  });
  return found;
}

function impurity(node: Node): string | undefined {
  if (node.type === 'NewExpression' && nameIn(node.callee) === 'Date')
    return node.arguments.length === 0 ? 'new Date() without an argument' : undefined;
  if (node.type === 'CallExpression') {
    const called = nameIn(node.callee) ?? '';
    return IMPURE_CALLS.has(called) ? `${called}()` : undefined;
  }
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const object = nameIn(node.object) ?? '';
  const use = `${object}.${node.property.name}`;
  return IMPURE_USES.has(use) || IMPURE_OBJECTS.has(object) ? use : undefined;
}

const nameIn = (node: Node): string | undefined =>
  node.type === 'Identifier' ? node.name : undefined;
