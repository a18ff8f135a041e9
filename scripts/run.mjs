// `npm run demo`, `npm start`, `npm run services`, `npm test` and the benches begin here: on a fresh
// clone with nothing installed, this file makes everything ready and then goes. It uses only Node's own
// modules, and syntax that an old Node can read, so that it can say what is wrong instead of crashing.
//
//   node scripts/run.mjs COMMAND [ARGUMENTS]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const NODE_AT_LEAST = [20, 19];
const PLATFORMS = ['linux', 'darwin'];

/** What each command runs once everything is installed and built. */
const COMMANDS = {
  demo: { module: 'apps/standalone/dist/src/main.js', args: ['--demo'] },
  start: { module: 'apps/standalone/dist/src/main.js', args: [] },
  services: { module: 'apps/standalone/dist/src/services.js', args: [] },
  test: { module: 'scripts/test.mjs', args: [] },
  'test:crash': { module: 'test/faults/crash.mjs', args: [] },
  'test:kills': { module: 'scripts/run-typescript.mjs', args: ['test/faults/kill-nine.ts'] },
  'test:half-open': { module: 'scripts/run-typescript.mjs', args: ['test/faults/half-open.ts'] },
  'test:orders': { module: 'scripts/run-typescript.mjs', args: ['test/orders/run.ts'] },
  'test:mutations': { module: 'test/faults/mutations.mjs', args: [] },
  'test:fuzz': { module: 'scripts/run-typescript.mjs', args: ['test/fuzz/run.ts'] },
  'bench:core': { module: 'scripts/run-typescript.mjs', args: ['test/bench/core.ts'] },
  'bench:what-if': { module: 'scripts/run-typescript.mjs', args: ['test/bench/what-if.ts'] },
  'bench:mllp': { module: 'scripts/run-typescript.mjs', args: ['test/bench/mllp.ts'] },
  'bench:access': { module: 'scripts/run-typescript.mjs', args: ['test/bench/access.ts'] },
  'bench:placement': {
    module: 'scripts/run-typescript.mjs',
    args: ['test/bench/placement.ts'],
  },
  'bench:worst': { module: 'scripts/run-typescript.mjs', args: ['test/bench/worst.ts'] },
  'bench:e2e': { module: 'scripts/run-typescript.mjs', args: ['test/bench/e2e/run.ts'] },
  'bench:matching': {
    module: 'scripts/run-typescript.mjs',
    args: ['test/bench/matching.ts'],
  },
};

const say = (line) => process.stdout.write(`handrail: ${line}\n`);

class Refusal extends Error {}

function checkRuntime() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = NODE_AT_LEAST;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor))
    throw new Refusal(
      `needs Node.js ${NODE_AT_LEAST.join('.')} or newer, this is ${process.versions.node}: install it from https://nodejs.org or by your version manager (.nvmrc names the version)`,
    );
  if (!PLATFORMS.includes(process.platform) || !['x64', 'arm64'].includes(process.arch))
    throw new Refusal(
      `runs on Linux and macOS on x64 or arm64 (on Windows inside WSL), this is ${process.platform} on ${process.arch}`,
    );
}

const modifiedMs = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/**
 * Whether what is installed is what the lockfile says. After our own installation a stamp holds the
 * lockfile's hash; without one, npm's own record of the tree has to be younger than the lockfile. npm
 * writes that record last, so an installation that was interrupted is done again.
 */
function installationIsCurrent(lockHash, stampFile) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  if (existsSync(stampFile) && modifiedMs(stampFile) >= modifiedMs(installed))
    return readFileSync(stampFile, 'utf8').trim() === lockHash;
  return modifiedMs(installed) >= modifiedMs(join(root, 'package-lock.json'));
}

/** npm itself when it started us, else the one beside this Node or on the path. */
function npmCommand() {
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm)) return { file: process.execPath, args: [npm] };
  return { file: 'npm', args: [] };
}

/**
 * Runs a program to its end, showing what it prints; rejects when it does not start. A signal that
 * reaches only this process is handed on, so that nothing goes on behind its back.
 */
function runToEnd(file, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    const handOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, handOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const each of ['SIGINT', 'SIGTERM']) process.off(each, handOn);
      resolve(signal ? `signal ${signal}` : code);
    });
  });
}

async function install() {
  const stampFile = join(root, 'node_modules', '.handrail-installed');
  const lockHash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (installationIsCurrent(lockHash, stampFile)) return;
  say('installing the packages of the lockfile, which takes a minute or a few the first time');
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  const ticking = setInterval(() => say(`still installing (${seconds()} s)`), 10_000);
  const { file, args } = npmCommand();
  const npmArgs = [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  // Development packages build the page and run the tests, whatever the environment says.
  const result = await runToEnd(file, npmArgs, { NODE_ENV: 'development' })
    .catch((error) => error.message)
    .finally(() => clearInterval(ticking));
  if (result !== 0)
    throw new Refusal(
      `the packages could not be installed (npm ci ended with ${result}): see npm's lines above, and check that the package registry can be reached`,
    );
  writeFileSync(stampFile, `${lockHash}\n`);
  say(`installed in ${seconds()} s`);
}

async function build() {
  say('building what changed');
  const result = await runToEnd(process.execPath, [join(root, 'scripts/build.mjs')], {});
  if (result !== 0) throw new Refusal('the build failed: see above');
}

async function main() {
  const [name, ...given] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!command)
    throw new Refusal(
      `knows no command "${name ?? ''}", only: ${Object.keys(COMMANDS).join(', ')}`,
    );
  checkRuntime();
  await install();
  await build();
  const target = join(root, command.module);
  if (!existsSync(target)) throw new Refusal(`"${name}" is not part of this version`);
  process.argv = [process.argv[0], target, ...command.args, ...given];
  await import(pathToFileURL(target).href);
}

main().catch((error) => {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`handrail: ${error.message}\n`);
  process.exitCode = 1;
});
