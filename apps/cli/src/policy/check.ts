import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Terminal } from '../command.js';

const CHECKER = join('apps', 'assessment', 'dist', 'src', 'policy', 'tool', 'check.main.js');

/**
 * Checks policy folders with the checker of the assessment service, which owns the format. It runs in a
 * process of its own, so that this tool imports no service. Answers the checker's exit code.
 */
export async function checkPolicies(
  folders: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const checker = findChecker();
  const child = spawn(process.execPath, [checker, ...folders], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => terminal.out(line));
  createInterface({ input: child.stderr }).on('line', (line) => terminal.err(line));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Above this file, from sources and from the build. */
function findChecker(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, CHECKER))) {
    if (dirname(folder) === folder) throw new Error('not built yet, run "npm run build" first');
    folder = dirname(folder);
  }
  return join(folder, CHECKER);
}
