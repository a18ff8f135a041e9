import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { MEMORY_ENVIRONMENT, memoryFlagsOf } from '@handrail/platform';
import type { Environment } from '../local/local-settings.js';

export interface ChildServiceOptions {
  readonly name: string;
  /** Compiled entry file of the service. */
  readonly file: string;
  readonly env: Environment;
  readonly print: (line: string) => void;
  /** Called when the process ends without having been asked to. */
  readonly onDeath: (how: string) => void;
}

/** A service that keeps running after SIGTERM for so long is killed: its data is safe anyway. */
const STOP_WITHIN_MS = 10_000;

/** One service as a process of its own, its output line by line with its name before it. */
export class ChildService {
  readonly #options: ChildServiceOptions;
  #child: ChildProcess | undefined;
  #stopping = false;

  constructor(options: ChildServiceOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { name, file, env } = this.#options;
    const flags = ['--enable-source-maps', ...memoryFlagsOf(name)];
    const child = spawn(process.execPath, [...flags, file], {
      env: { ...MEMORY_ENVIRONMENT, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) this.#forward(stream);
    child.once('exit', (code, signal) => {
      this.#child = undefined;
      if (!this.#stopping) this.#options.onDeath(signal ?? `exit code ${code}`);
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(late);
  }

  #forward(stream: Readable): void {
    const prefix = this.#options.name.padEnd(10);
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) =>
      this.#options.print(`${prefix} | ${line}`),
    );
  }
}
