import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { MessagingStatus } from '@handrail/messaging';
import { eventually } from '@handrail/testing';

/** One service as a process that is started again whenever it ends, as an orchestrator does. */
export class SupervisedService {
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  #stopping = false;

  constructor(
    readonly name: string,
    env: Readonly<Record<string, string>>,
  ) {
    this.#env = env;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#env['HANDRAIL_PORT']}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const root = resolve(import.meta.dirname, '../..');
    const child = spawn(process.execPath, [`apps/${this.name}/dist/src/main.js`], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', ...this.#env },
      stdio: 'inherit',
    });
    this.#child = child;
    child.on('exit', () => {
      if (!this.#stopping) setTimeout(() => this.start(), 500);
    });
  }

  kill9(): void {
    this.#child?.kill('SIGKILL');
  }

  async untilReady(): Promise<void> {
    await eventually(async () => (await fetch(`${this.url}/health/ready`)).status === 200, {
      withinMs: 240_000,
      what: `${this.name} is ready`,
      everyMs: 200,
    });
  }

  /** `whole` when it has done all of its work, `stuck` when it asks to be replaced, else `wanting`. */
  async health(): Promise<'whole' | 'stuck' | 'wanting'> {
    try {
      const [live, status] = await Promise.all([
        this.#ask<{ status: string }>('/health/live'),
        this.#ask<MessagingStatus>('/v1/status'),
      ]);
      if (live.status === 'stuck') return 'stuck';
      const { why, lag, outbox } = status;
      return why.length + lag.length + outbox.unpublished === 0 ? 'whole' : 'wanting';
    } catch {
      return 'wanting';
    }
  }

  async #ask<T>(path: string): Promise<T> {
    const answer = await fetch(this.url + path, { signal: AbortSignal.timeout(5_000) });
    return (await answer.json()) as T;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
