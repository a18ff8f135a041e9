// `npm run test:kills`: see kill-nine.ts. Started with the sources; the services run from dist.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const child = spawn(
  process.execPath,
  ['--no-warnings', '--import', './scripts/typescript.mjs', 'test/faults/kill-nine.ts'].concat(
    process.argv.slice(2),
  ),
  { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '' } },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
