// `npm run check`: everything that can be said about the repository without a database or a broker.
// Two lanes side by side: lint keeps one core busy for about as long as the rest the other.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { JEST, programOf, root, runLanes } from './steps.mjs';

const tsc = programOf('typescript', 'bin/tsc');
const eslint = programOf('eslint', 'bin/eslint.js');
const prettier = programOf('prettier', 'bin/prettier.cjs');
const page = 'apps/console/web/tsconfig.json';

const started = performance.now();
const ok = await runLanes([
  [
    {
      name: 'lint',
      args: [eslint, '.', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint'],
    },
    ...(existsSync(join(root, page))
      ? [{ name: 'types of the console page', args: [tsc, '-p', page, '--noEmit'] }]
      : []),
  ],
  [
    {
      name: 'format',
      args: [prettier, '--check', '.', '--cache', '--cache-location', '.cache/prettier'],
    },
    { name: 'types', args: [tsc, '-p', 'tsconfig.json'] },
    {
      name: 'repository rules and unit tests',
      args: [...JEST, '--selectProjects', 'unit', '--maxWorkers', '1'],
    },
  ],
]);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(ok ? `check passed in ${seconds} s` : `check FAILED after ${seconds} s`);
process.exitCode = ok ? 0 : 1;
