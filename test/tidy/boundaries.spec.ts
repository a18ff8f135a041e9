import { posix } from 'node:path';
import ts from 'typescript';
import { expectNone, importsOf, isTest, lineOf, syntaxOf } from './repository.js';
import { sourceFiles, typescriptFiles, workspaceOf, workspacesIn } from './repository.js';
import type { Import, RepositoryFile } from './repository.js';

const KAFKA_ADAPTER = 'libs/messaging/src/adapters/kafka/';

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
            /^@handrail\/[^/]+\//.test(used.specifier) ||
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

function impureUses(file: RepositoryFile): string[] {
  const syntax = syntaxOf(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const why = impurity(node);
    if (why) found.push(`${file.path}:${lineOf(syntax, node)} uses ${why}`);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

function impurity(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date')) {
    return node.arguments?.length ? undefined : 'new Date() without an argument';
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    return IMPURE_CALLS.has(node.expression.text) ? `${node.expression.text}()` : undefined;
  }
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const use = `${node.expression.text}.${node.name.text}`;
  const forbidden = ['Date.now', 'Math.random', 'Temporal.Now'];
  return forbidden.includes(use) || IMPURE_OBJECTS.has(node.expression.text) ? use : undefined;
}

const isNamed = (node: ts.Expression, name: string): boolean =>
  ts.isIdentifier(node) && node.text === name;
