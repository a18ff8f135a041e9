// Compiles what changed. TypeScript of every workspace goes through swc into `<workspace>/dist`, with
// the same folders inside (src, migrations), and the console's page through Vite. Types are not checked
// here: `npm run types` does that, and nobody who only wants to start the product has to wait for it.
//
//   node scripts/build.mjs [--force] [--no-web]
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const force = process.argv.includes('--force');
const COMPILED_FOLDERS = ['src', 'migrations'];
/** Tests, and what a service keeps for its tests only. */
const isTest = (file) =>
  /\.(spec|int-spec|e2e-spec)\.tsx?$/.test(file) ||
  /\/(apps|libs)\/[^/]+\/src\/testing\//.test(file);
const isTypeScript = (file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts');

/** Every file below a folder, as absolute paths; empty when the folder does not exist. */
async function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function workspaces() {
  const found = [];
  for (const kind of ['libs', 'apps'])
    for (const entry of await readdir(join(root, kind), { withFileTypes: true }))
      if (entry.isDirectory() && existsSync(join(root, kind, entry.name, 'package.json')))
        found.push(join(root, kind, entry.name));
  return found;
}

const modifiedMs = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

/** Every source file of a workspace with the file it becomes. */
async function targetsOf(workspace) {
  const targets = [];
  for (const folder of COMPILED_FOLDERS)
    for (const source of await filesBelow(join(workspace, folder))) {
      if (isTest(source) || source.endsWith('.d.ts') || /tsconfig.*\.json$/.test(source)) continue;
      const path = join(workspace, 'dist', relative(workspace, source));
      targets.push({
        source,
        output: isTypeScript(source) ? path.replace(/\.tsx?$/, '.js') : path,
      });
    }
  return targets;
}

async function compile({ source, output }) {
  await mkdir(dirname(output), { recursive: true });
  if (!isTypeScript(source)) return copyFile(source, output);
  const { code, map } = await transformFile(source, {
    cwd: root,
    configFile: join(root, '.swcrc'),
    swcrc: false,
    sourceMaps: true,
    sourceFileName: relative(dirname(output), source).split(sep).join('/'),
  });
  const mapFile = `${output}.map`;
  await writeFile(mapFile, map);
  await writeFile(output, `${code}\n//# sourceMappingURL=${mapFile.split(sep).at(-1)}\n`);
}

/** Removes what no source stands behind any more, so that a deleted file cannot be imported. */
async function removeOrphans(workspace, targets) {
  const wanted = new Set(targets.flatMap(({ output }) => [output, `${output}.map`]));
  for (const folder of COMPILED_FOLDERS)
    for (const file of await filesBelow(join(workspace, 'dist', folder)))
      if (!wanted.has(file)) await rm(file);
}

/** Compiles every workspace's changed files; returns how many there were. */
async function buildPackages() {
  const compilerChangedMs = force ? Infinity : await modifiedMs(join(root, '.swcrc'));
  const pending = [];
  for (const workspace of await workspaces()) {
    const targets = await targetsOf(workspace);
    await removeOrphans(workspace, targets);
    for (const target of targets) {
      const builtMs = await modifiedMs(target.output);
      if (builtMs < Math.max(await modifiedMs(target.source), compilerChangedMs))
        pending.push(target);
    }
  }
  const results = await Promise.allSettled(pending.map(compile));
  const failures = results.flatMap((result, at) =>
    result.status === 'rejected'
      ? [`${relative(root, pending[at].source)}\n${result.reason?.message ?? result.reason}`]
      : [],
  );
  if (failures.length > 0)
    throw new Error(`These files do not compile:\n\n${failures.join('\n\n')}`);
  return pending.length;
}

/** One number for everything the page is made of: names, sizes and times of its files. */
async function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const { mtimeMs, size } = await stat(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Builds the console's page when its sources changed; returns whether it did. */
async function buildConsolePage() {
  const web = join(root, 'apps/console/web');
  const output = join(root, 'apps/console/dist/web');
  if (!existsSync(join(web, 'index.html'))) return false;
  const stampFile = join(root, 'apps/console/dist/web.stamp');
  // The page imports the shapes of its API from the service, and names of the domain: they count too.
  const sources = [
    ...(await filesBelow(web)),
    ...(await filesBelow(join(root, 'apps/console/src'))),
    ...(await filesBelow(join(root, 'libs/domain/src'))),
    ...(await filesBelow(join(root, 'patches'))),
    join(root, 'package-lock.json'),
  ];
  const stamp = await fingerprint(sources);
  const known = await readFile(stampFile, 'utf8').catch(() => '');
  if (!force && known === stamp && existsSync(join(output, 'index.html'))) return false;
  console.log('building the console page');
  // Tests and tools set it to other things, and a page for development would be served as built.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({ root: web, logLevel: 'warn', build: { outDir: output, emptyOutDir: true } });
  await writeFile(stampFile, stamp);
  return true;
}

const startedMs = performance.now();
try {
  const compiled = await buildPackages();
  const page = process.argv.includes('--no-web') ? false : await buildConsolePage();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(
    compiled === 0 && !page
      ? 'build is up to date'
      : `built ${compiled} file${compiled === 1 ? '' : 's'}${page ? ' and the console page' : ''} in ${seconds} s`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
