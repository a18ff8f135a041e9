import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expectNone, readJson, root, workspacesIn } from './repository.js';

interface NestProject {
  readonly type: string;
  readonly root: string;
  readonly entryFile: string;
  readonly sourceRoot: string;
  readonly compilerOptions: { readonly tsConfigPath: string };
}

interface NestConfiguration {
  readonly monorepo: boolean;
  readonly root: string;
  readonly sourceRoot: string;
  readonly projects: Readonly<Record<string, NestProject>>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const nest = readJson<NestConfiguration>('nest-cli.json');
const apps = workspacesIn('apps');
const libs = workspacesIn('libs');

describe('workspaces', () => {
  it('nest-cli.json lists every app and library, and nothing else', () => {
    const listed = Object.values(nest.projects).map((project) => project.root);
    expect(listed.sort()).toEqual([...apps, ...libs].sort());
    expect(nest.monorepo).toBe(true);
    expect(nest.projects[basename(nest.root)]?.sourceRoot).toBe(nest.sourceRoot);
  });

  it('nest-cli.json is true about each of them', () => {
    const wrong = Object.entries(nest.projects).flatMap(([name, project]) => {
      const type = project.root.startsWith('apps/') ? 'application' : 'library';
      const entry = type === 'application' ? 'main' : 'index';
      return [
        name === basename(project.root) ? '' : `${name} is not the name of ${project.root}`,
        project.type === type ? '' : `${name} is a ${type}`,
        project.entryFile === entry ? '' : `${name} starts at ${entry}`,
        project.sourceRoot === `${project.root}/src` ? '' : `${name} keeps its sources elsewhere`,
        ...[`${project.sourceRoot}/${entry}.ts`, project.compilerOptions.tsConfigPath]
          .filter((path) => !existsSync(join(root, path)))
          .map((path) => `${name} names ${path}, which is not there`),
      ].filter((problem) => problem !== '');
    });
    expectNone('nest-cli.json is true.', 'Editors and generators of Nest believe it.', wrong);
  });

  it('every workspace is an ES module with a public index', () => {
    for (const path of [...apps, ...libs]) {
      const manifest = readJson<Record<string, unknown>>(`${path}/package.json`);
      expect(manifest).toMatchObject({
        name: `@handrail/${basename(path)}`,
        private: true,
        type: 'module',
        exports: { '.': { types: './src/index.ts', default: './dist/src/index.js' } },
      });
    }
  });

  it('every package is asked for in one version', () => {
    const chosen = new Map<string, Set<string>>();
    for (const path of ['.', ...apps, ...libs]) {
      const { dependencies, devDependencies } = readJson<Manifest>(`${path}/package.json`);
      for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies }))
        chosen.set(name, (chosen.get(name) ?? new Set()).add(range));
    }
    expectNone(
      'A package has one version in the whole repository.',
      'Two versions of one library install twice and do not know each other’s classes.',
      [...chosen]
        .filter(([, ranges]) => ranges.size > 1)
        .map(([name, ranges]) => `${name}: ${[...ranges].join(' and ')}`),
    );
  });
});
