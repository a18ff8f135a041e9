import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, type AllowedScripts, type LockedPackage, type Lockfile } from './lockfile.js';
import { expectNone, readJson, root } from './repository.js';

const lockfile = readJson<Lockfile>('package-lock.json');
const { allowScripts, scripts } = readJson<{
  allowScripts: AllowedScripts;
  scripts: Readonly<Record<string, string>>;
}>('package.json');

describe('packages of others', () => {
  it('are pinned by their content, under their own name, and run nothing at install unless it is decided', () => {
    expect(Object.keys(lockfile.packages).length).toBeGreaterThan(500);
    expectNone(
      'Every package in package-lock.json is pinned by SHA-512 and has no address, and its install script is decided on.',
      'Whoever changes what a registry hands out, or gets a script into an install, gets into every machine.',
      faultsOf(lockfile, allowScripts),
    );
  });

  it('run no script of their own at install: the only one is ours', () => {
    expect(Object.values(allowScripts).filter(Boolean)).toEqual([]);
    expect(scripts['postinstall']).toBe('patch-package --error-on-fail');
    const hooks = ['preinstall', 'install', 'prepare', 'prepublish'];
    expect(hooks.filter((hook) => scripts[hook] !== undefined)).toEqual([]);
  });

  it('are taken when they have been out for a week', () => {
    const settings = readFileSync(join(root, '.npmrc'), 'utf8').split('\n');
    expect(settings).toEqual(
      expect.arrayContaining([
        ...['min-release-age=7', 'omit-lockfile-registry-resolved=true', 'engine-strict=true'],
      ]),
    );
  });
});

describe('a lockfile that was tampered with', () => {
  const pg: LockedPackage = lockfile.packages['node_modules/pg']!;
  const faults = (changed: LockedPackage, path = 'node_modules/pg') =>
    faultsOf({ packages: { [path]: changed } }, allowScripts);

  it('attack 54: is refused for each thing that was changed', () => {
    expect(faults(pg)).toEqual([]);
    const { integrity: _, ...unpinned } = pg;
    expect(faults(unpinned)).toEqual([expect.stringContaining('not pinned')]);
    expect(faults({ ...pg, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' })).toEqual([
      expect.stringContaining('not pinned'),
    ]);
    expect(faults({ ...pg, resolved: 'https://registry.example/pg.tgz' })).toEqual([
      expect.stringContaining('names an address'),
    ]);
    expect(faults({ ...pg, version: 'git+ssh://git@host/pg.git' })).toEqual([
      expect.stringContaining('no version'),
    ]);
    expect(faults({ ...pg, name: 'pgg' })).toEqual([expect.stringContaining('is really pgg')]);
    expect(faults({ ...pg, hasInstallScript: true }, 'node_modules/a/node_modules/pgg')).toEqual([
      expect.stringContaining('runs a script'),
    ]);
  });
});
