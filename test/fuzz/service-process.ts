import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { eventually } from '@handrail/testing';

const READY_WITHIN_MS = 240_000;

/** One service in a process of its own, as it is built and started; that it ends by itself is a fault. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  #isStopping = false;
  #ended: string | undefined;

  constructor(
    readonly name: string,
    readonly url: string,
    env: Readonly<Record<string, string>>,
  ) {
    const root = resolve(import.meta.dirname, '../..');
    this.#child = spawn(process.execPath, [`apps/${name}/dist/src/main.js`], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '--no-warnings', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#child.once('exit', (code, signal) => {
      if (!this.#isStopping) this.#ended = `${name} ended by itself (${signal ?? code})`;
    });
  }

  /** That it ended although nobody stopped it, and how. */
  get ended(): string | undefined {
    return this.#ended;
  }

  async untilReady(): Promise<void> {
    await eventually(
      async () => this.#ended !== undefined || (await fetch(`${this.url}/health/ready`)).ok,
      { withinMs: READY_WITHIN_MS, everyMs: 100, what: `${this.name} to be ready` },
    );
    if (this.#ended) throw new Error(this.#ended);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}
