// `npm run check`: everything that can be said about the repository without a database or a broker.
// The longest step comes first and the shortest last, so that both cores are busy until the end.
import { fileURLToPath } from 'node:url';
import { JEST, runTwoAtATime } from './steps.mjs';

const knip = fileURLToPath(new URL('../bin/knip.js', import.meta.resolve('knip')));

/**
 * These programs live for less than a minute, make a lot that lives shortly, and run most of their code a
 * few times: room for young objects and compiling at once save them a fifth of their time. Two of them run at
 * a time, so each has one thread beside its main one and not four that wait for each other.
 */
const briefly = (args) => [
  ...['--max-semi-space-size=128', '--v8-pool-size=1', '--always-sparkplug'],
  ...args,
];
const UNUSED = [knip, '--no-progress', '--cache', '--cache-location', '.cache/knip'];

const started = performance.now();
const ok = await runTwoAtATime([
  { name: 'types and lint', args: briefly(['scripts/types-and-lint.mjs']) },
  { name: 'format', args: ['scripts/format.mjs', '--check'] },
  {
    name: 'repository rules and unit tests',
    args: briefly([...JEST, '--selectProjects', 'unit', '--maxWorkers', '1']),
  },
  { name: 'what nobody uses', args: briefly(UNUSED) },
  {
    name: 'packages of what ships',
    args: briefly([...UNUSED, '--production', '--strict', '--dependencies']),
  },
  { name: 'types and lint of the page', args: briefly(['scripts/types-and-lint.mjs', 'page']) },
]);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(ok ? `check passed in ${seconds} s` : `check FAILED after ${seconds} s`);
process.exitCode = ok ? 0 : 1;
