// Running the commands of a check: several lanes side by side, one line per step, the output of a
// step only when it failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const require = createRequire(import.meta.url);

/** The program of an installed package, so that nothing depends on PATH or on npx. */
const programOf = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);

export const JEST = ['--no-warnings', programOf('jest', 'bin/jest.js')];

/** Runs Node with these arguments; resolves with its exit code and everything it printed. */
export async function runNode(args, { echo = false, env = {} } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (echo ? process.stdout.write(chunk) : printed.push(chunk)));
  }
  const [code] = await once(child, 'close');
  const seconds = (performance.now() - started) / 1000;
  return { ok: code === 0, seconds, printed: Buffer.concat(printed).toString() };
}

/** Runs one step quietly and says how it went. */
async function runStep({ name, args }) {
  const result = await runNode(args);
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${name} (${result.seconds.toFixed(1)} s)`);
  if (!result.ok) console.log(result.printed);
  return result.ok;
}

/** Runs steps in the order given, two at a time; true when every one of them passed. */
export async function runTwoAtATime(steps) {
  const waiting = [...steps];
  const lane = async () => {
    let ok = true;
    for (let step = waiting.shift(); step; step = waiting.shift()) ok = (await runStep(step)) && ok;
    return ok;
  };
  return (await Promise.all([lane(), lane()])).every(Boolean);
}
