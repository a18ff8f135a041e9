import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Terminal, ToolEnvironment } from './command.js';

/**
 * Runs a tool that a service brings along, because that service owns the format the tool is about. It
 * gets a process of its own, so that the command line imports no service. Answers its exit code.
 *
 * @param service name of its folder under `apps`
 * @param program the tool's built file, below the service's `dist/src`
 */
export function runServiceTool(
  service: string,
  program: string,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  return runBuiltTool(join('apps', service, 'dist', 'src', program), args, terminal);
}

/** The same for a built file of any workspace, named from the root of the repository. */
export async function runBuiltTool(
  program: string,
  args: readonly string[],
  terminal: Terminal,
  env: ToolEnvironment = process.env,
): Promise<number> {
  const child = spawn(process.execPath, [find(program), ...args], {
    env: { ...env },
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
function find(program: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, program))) {
    if (dirname(folder) === folder) throw new Error('not built yet, run "npm run build" first');
    folder = dirname(folder);
  }
  return join(folder, program);
}
