import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@handrail/platform';
import { programs } from './load.js';

export const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'] as const;
type ServiceName = (typeof SERVICES)[number];

/** A built tree of Handrail that can be started: this one, or another revision of it. */
export interface Checkout {
  readonly name: string;
  readonly folder: string;
  readonly remove: () => void;
}

export const thisCheckout = (): Checkout => ({
  name: 'this tree',
  folder: process.cwd(),
  remove: () => undefined,
});

/**
 * Another revision in a folder of its own, installed and built as its own lockfile and scripts say; or a
 * folder in which that was done before.
 */
export function checkoutOf(revision: string): Checkout {
  if (existsSync(join(revision, 'package.json')))
    return { name: revision, folder: revision, remove: () => undefined };
  const folder = join(mkdtempSync(join(tmpdir(), 'handrail-against-')), 'tree');
  const run = (file: string, ...args: string[]) =>
    execFileSync(file, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('git', ['worktree', 'add', '--detach', folder, revision], { stdio: 'ignore' });
  const npm = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  run('npm', ...npm);
  run(process.execPath, 'scripts/build.mjs');
  return {
    name: revision,
    folder,
    remove: () => {
      execFileSync('git', ['worktree', 'remove', '--force', folder], { stdio: 'ignore' });
      rmSync(join(folder, '..'), { recursive: true, force: true });
    },
  };
}

type Ports = Readonly<Record<ServiceName | 'mllp', number>>;

/** How the services of an installation are started. */
interface Setup {
  readonly checkout: Checkout;
  readonly log: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of each process of a service; the first ones are sent to. */
  readonly ports: readonly Ports[];
  readonly dataDir: string;
}

/** Five services as `npm run services` starts them, once or several times on one log, with the programs of the load. */
export class Installation {
  readonly #setup: Setup;
  readonly #children: ChildProcess[] = [];

  private constructor(setup: Setup) {
    this.#setup = setup;
  }

  static async start(
    checkout: Checkout,
    env: NodeJS.ProcessEnv,
    { log, processes }: { readonly log: string; readonly processes: number },
  ) {
    const dataDir = mkdtempSync(join(tmpdir(), 'handrail-bench-e2e-'));
    const ports: Ports[] = [];
    while (ports.length < processes) ports.push(await freePorts());
    const all = {
      ...process.env,
      ...env,
      HANDRAIL_DATA_DIR: dataDir,
      HANDRAIL_LOG_LEVEL: 'warn',
      HANDRAIL_ALLOW_DRAFT_POLICY: 'true',
    };
    const installation = new Installation({ checkout, log, env: all, ports, dataDir });
    try {
      await installation.run(SERVICES);
      await installation.#addPrograms();
    } catch (error) {
      await installation.stop();
      throw error;
    }
    return installation;
  }

  /** Starts these services in processes of their own, and waits until they are ready. */
  async run(names: readonly ServiceName[]): Promise<void> {
    const { checkout, log, env } = this.#setup;
    const file = join(checkout.folder, 'apps/standalone/dist/src/services.js');
    if (!existsSync(file)) throw new Error(`${checkout.name} is not built`);
    const only = names === SERVICES ? [] : ['--only', names.join(',')];
    for (const ports of this.#setup.ports) {
      const child = spawn(process.execPath, [file, '--log', log, ...only], {
        cwd: checkout.folder,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...env, ...settingsOf(ports) },
      });
      this.#children.push(child);
      for (const name of names)
        while (!(await fetch(`${urlOf(ports, name)}/health/ready`).catch(() => null))?.ok) {
          if (child.exitCode !== null) throw new Error('the services ended');
          await new Promise((wait) => setTimeout(wait, 100));
        }
    }
  }

  /** Ends all that run; they can be started again on what they left. */
  async halt(): Promise<void> {
    await Promise.all(
      this.#children.splice(0).map(async (child) => {
        if (child.exitCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
  }

  url(service: ServiceName): string {
    return urlOf(this.#setup.ports[0]!, service);
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.#setup.dataDir, { recursive: true, force: true });
  }

  async #addPrograms(): Promise<void> {
    for (const program of programs()) {
      const answer = await fetch(`${this.url('scheduling')}/v1/programs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(program),
      });
      if (answer.status !== 201)
        throw new Error(`a program was answered ${answer.status}: ${await answer.text()}`);
    }
  }
}

async function freePorts(): Promise<Ports> {
  const ports = { mllp: await freePort() } as Record<ServiceName | 'mllp', number>;
  for (const name of SERVICES) ports[name] = await freePort();
  return ports;
}

const settingsOf = (ports: Ports) =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      `HANDRAIL_${name.toUpperCase()}_PORT`,
      String(port),
    ]),
  );

const urlOf = (ports: Ports, service: ServiceName) => `http://127.0.0.1:${ports[service]}`;

/** The service a process of the run belongs to, or the database a server's process works for. */
export function groupOf(commandLine: string): string | undefined {
  const service = SERVICES.find((name) => commandLine.includes(`apps/${name}/dist`));
  if (service) return service;
  const backend = /^postgres: \S+ (handrail\w*)/.exec(commandLine)?.[1];
  if (backend) return `database ${backend.replace(/^handrail_/, '')}`;
  if (/^postgres: |bin\/postgres/.test(commandLine)) return 'database server';
  if (/kafka\.Kafka|\bjava\b/.test(commandLine)) return 'Kafka';
  return undefined;
}
