// Runs a TypeScript source of the repository's own tools in a process of its own, from the sources, so
// that nothing stale is measured or tested:  node scripts/run-typescript.mjs FILE [ARGUMENTS]
import { spawn } from 'node:child_process';
import { root } from './steps.mjs';

const child = spawn(
  process.execPath,
  ['--no-warnings', '--import', './scripts/typescript.mjs', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '' } },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
