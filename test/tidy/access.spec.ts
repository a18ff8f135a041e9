import type { Node } from 'oxc-parser';
import { expectNone, isTest, typescriptFiles, type RepositoryFile } from './repository.js';
import { lineAt, visit } from './syntax.js';

const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All', 'Sse']);
const OPENS = new Set(['Allow', 'Public']);

/** The names of the decorators of a method: `Get`, `Allow`. */
function decoratorsOf(node: Node): string[] {
  if (node.type !== 'MethodDefinition') return [];
  return (node.decorators ?? []).flatMap(({ expression }) =>
    expression.type === 'CallExpression' && expression.callee.type === 'Identifier'
      ? [expression.callee.name]
      : [],
  );
}

/** Every route of a file, and how often it says who may use it. */
function routesIn(file: RepositoryFile): Array<{ readonly place: string; readonly opens: number }> {
  const found: Array<{ place: string; opens: number }> = [];
  visit(file, (node) => {
    const names = decoratorsOf(node);
    if (!names.some((name) => ROUTES.has(name))) return;
    const opens = names.filter((name) => OPENS.has(name)).length;
    found.push({ place: `${file.path}:${lineAt(file, node.start)}`, opens });
  });
  return found;
}

const fileOf = (text: string): RepositoryFile => ({ path: `${text}.ts`, text });

describe('who may use a route', () => {
  it.each([
    ['class A { @Get() list() {} }', [0]],
    ["class A { @Allow('care.read') @Get() list() {} @Post('x') act() {} }", [1, 0]],
    ['class A { @Public() @Sse() stream() {} }', [1]],
    ['class A { @EventPattern(x) handle() {} }', []],
  ])('is seen in %s', (text, opens) => {
    expect(routesIn(fileOf(text)).map((route) => route.opens)).toEqual(opens);
  });

  it('is said at every route, once', () => {
    const routes = typescriptFiles
      .filter(({ path }) => /^(apps|libs)\//.test(path) && !isTest(path))
      .flatMap(routesIn);
    expect(routes.length).toBeGreaterThan(150);
    expectNone(
      "Every route has either @Allow('scope') or @Public().",
      'A route that does not say who may use it opens to nobody at run time; say it where it is written.',
      routes.filter(({ opens }) => opens !== 1).map(({ place }) => place),
    );
  });
});
