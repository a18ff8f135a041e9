import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/logger.js';
import {
  type Account,
  existingFolder,
  giveTo,
  openTemporaryFolders,
  reachable,
  runAs,
  serverAccount,
} from './account.js';
import { claimCluster, clearLeftovers, lockedState, releaseCluster } from './cluster-owner.js';
import { freePort } from './free-port.js';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.js';

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster, its password and its log; made when missing, kept between starts. */
  readonly dataDir: string;
  /** A free one is chosen when absent. */
  readonly port?: number;
  /** False trades safety for speed: for databases that are thrown away. Default true. */
  readonly durable?: boolean;
  readonly logger?: Logger;
}

export interface EmbeddedPostgres {
  /** Connection address of the maintenance database, password included. */
  readonly url: string;
  readonly port: number;
  /**
   * Ends all connections and shuts down cleanly; a server that is still writing after `patienceMs` is
   * told to stop at once, loses nothing by it and recovers when it starts again.
   */
  stop(patienceMs?: number): Promise<void>;
  /** Ends the server as a power cut would, for tests of faults. */
  kill9(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;
const START_TRIES = 5;

const SETTINGS: Readonly<Record<string, string | number>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '2GB',
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and error details repeat values of the data, and no log may hold those.
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Runs a real PostgreSQL from the npm package, without any installation. The same folder gives the
 * same data again. The server is put into its own session, so that Ctrl-C reaches Handrail only and
 * services can finish their work before their database goes.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const dataDir = reachableDataDir(resolve(options.dataDir), account, options.logger);
  const cluster = join(dataDir, 'cluster');
  const binaries = await postgresBinaries(account);
  claimCluster(dataDir);
  await clearLeftovers(cluster);
  const password = passwordOf(dataDir);
  await initialise(binaries, { dataDir, cluster, password, account });
  const { child, port } = await start(binaries, { ...options, dataDir, cluster, account });
  options.logger?.info('Embedded PostgreSQL is ready', { port });
  // A process that ends without stopping its server at least asks the server to shut down.
  const ask = () => void child.kill('SIGINT');
  process.once('exit', ask);
  child.once('exit', () => process.off('exit', ask));
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    stop: async (patienceMs = STOP_WITHIN_MS) => {
      await end(child, ['SIGINT', 'SIGQUIT', 'SIGKILL'], patienceMs);
      releaseCluster(dataDir);
    },
    kill9: async () => {
      await end(child, ['SIGKILL']);
      releaseCluster(dataDir);
    },
  };
}

interface Place {
  readonly dataDir: string;
  readonly cluster: string;
  readonly account: Account | undefined;
}

/**
 * When root starts Handrail inside a folder only root may enter (its home, say), the server's account
 * cannot get there. The data then lives under /var/tmp, and a note in the wished folder says where;
 * deleting the wished folder starts afresh, as everybody expects.
 */
function reachableDataDir(
  wished: string,
  account: Account | undefined,
  logger: Logger | undefined,
): string {
  if (account) openTemporaryFolders(wished);
  const above = existingFolder(wished);
  if (reachable(account, above)) return ownFolder(wished, account);
  mkdirSync(wished, { recursive: true });
  const note = join(wished, 'moved-to');
  if (!existsSync(note)) {
    writeFileSync(note, join('/var/tmp', `handrail-${randomBytes(6).toString('hex')}`));
  }
  const moved = readFileSync(note, 'utf8').trim();
  logger?.warn('The data folder cannot be entered by the database account; see its note moved-to');
  return ownFolder(moved, account);
}

function ownFolder(dataDir: string, account: Account | undefined): string {
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, account ? 0o711 : 0o700);
  giveTo(account, dataDir);
  return dataDir;
}

function passwordOf(dataDir: string): string {
  const file = join(dataDir, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Creates the cluster under another name first: a start that was killed half-way leaves no ruin. */
async function initialise(
  binaries: PostgresBinaries,
  { dataDir, cluster, password, account }: Place & { password: string },
): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  rmSync(cluster, { recursive: true, force: true });
  const draft = join(dataDir, 'cluster.new');
  rmSync(draft, { recursive: true, force: true });
  const passwordFile = join(dataDir, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(account, passwordFile);
  const child = spawn(
    binaries.initdb,
    [
      ...['--pgdata', draft, '--username', 'postgres', '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ],
    { ...runAs(account), cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: environment() },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const code = await exitOf(child);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`initdb failed (${code}): ${complaint.trim()}`);
  renameSync(draft, cluster);
}

async function start(
  binaries: PostgresBinaries,
  options: EmbeddedPostgresOptions & Place,
): Promise<{ child: ChildProcess; port: number }> {
  const log = join(options.dataDir, 'server.log');
  const settings = { ...SETTINGS, ...(options.durable === false ? NOT_DURABLE : {}) };
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const flags = Object.entries({ ...settings, port }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
    const output = openSync(log, 'w', 0o600);
    const child = spawn(binaries.postgres, ['-D', options.cluster, ...flags], {
      ...runAs(options.account),
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      env: environment(),
    });
    closeSync(output);
    if (await becomesReady(child, options.cluster)) {
      child.unref();
      return { child, port };
    }
    // Processes of a server that was killed take a moment to notice, and a free port may be gone.
    if (attempt === START_TRIES) {
      const why = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n');
      throw new Error(`The embedded PostgreSQL did not start:\n${why}`);
    }
    await clearLeftovers(options.cluster);
    await sleep(300 * attempt);
  }
}

async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
  let exited = child.pid === undefined;
  child.once('exit', () => (exited = true));
  child.once('error', () => (exited = true));
  for (let waited = 0; waited < READY_WITHIN_MS; waited += 20) {
    if (exited) return false;
    if (lockedState(cluster, child.pid!) === 'ready') return true;
    await sleep(20);
  }
  await end(child, ['SIGKILL']);
  return false;
}

/** Sends one signal after the other until the server is gone. */
async function end(
  child: ChildProcess,
  signals: readonly NodeJS.Signals[],
  patienceMs = STOP_WITHIN_MS,
): Promise<void> {
  const gone = exitOf(child);
  for (const signal of signals) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const timer = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([gone, late]);
    timer.abort();
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolved, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolved(code));
  });
}

/** The server gets no variable of ours: some of them change its behaviour, others are secrets. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  SystemRoot: process.env['SystemRoot'],
  LC_ALL: 'C',
});
