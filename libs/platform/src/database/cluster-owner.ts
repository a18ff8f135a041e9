import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Who holds an embedded cluster. The server outlives a killed Handrail, so the next start meets one
 * of three cases: nobody holds it; a running Handrail holds it (refuse); or its holder is dead and
 * the server, if it still runs, is an orphan (stop it and start afresh).
 */
interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same number. */
  readonly startedAt: string;
}

const ownerFile = (dataDir: string): string => join(dataDir, 'owner.json');
const lockFile = (cluster: string): string => join(cluster, 'postmaster.pid');

export function claimCluster(dataDir: string): void {
  const owner = readOwner(dataDir);
  if (owner && owner.pid !== process.pid && startOf(owner.pid) === owner.startedAt) {
    throw new Error(
      `The embedded database in ${dataDir} is in use by process ${owner.pid}. Stop that one first, ` +
        'or choose another HANDRAIL_DATA_DIR.',
    );
  }
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  writeFileSync(ownerFile(dataDir), JSON.stringify(mine), { mode: 0o600 });
}

export function releaseCluster(dataDir: string): void {
  rmSync(ownerFile(dataDir), { force: true });
}

/** Ends a server that outlived its owner and removes a lock file that speaks of a dead process. */
export async function clearLeftovers(cluster: string): Promise<void> {
  const pid = lockHolder(cluster);
  if (pid === undefined) return;
  // Fast shutdown first; a server that does not obey is ended the hard way and recovers at start.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isServerOf(pid, cluster)) break;
    process.kill(pid, signal);
    for (let waited = 0; waited < 5000 && isServerOf(pid, cluster); waited += 50) await sleep(50);
  }
  rmSync(lockFile(cluster), { force: true });
}

/** The state the server writes into its lock file: `starting`, `ready`, `stopping`. */
export function lockedState(cluster: string, pid: number): string | undefined {
  try {
    const lines = readFileSync(lockFile(cluster), 'utf8').split('\n');
    return Number(lines[0]) === pid ? lines[7]?.trim() : undefined;
  } catch {
    return undefined;
  }
}

function lockHolder(cluster: string): number | undefined {
  if (!existsSync(lockFile(cluster))) return undefined;
  const pid = Number(readFileSync(lockFile(cluster), 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : 0;
}

/** Whether a process number still belongs to the server of this cluster, not to a stranger. */
function isServerOf(pid: number, cluster: string): boolean {
  if (pid === 0 || !alive(pid)) return false;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(cluster);
  } catch {
    // No /proc on this system: the lock file is all there is to go by.
    return !existsSync('/proc/self');
  }
}

function readOwner(dataDir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(dataDir), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function startOf(pid: number): string | undefined {
  if (!alive(pid)) return undefined;
  try {
    // The name in brackets may hold blanks, the fields after it do not; the twentieth is the start.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return 'unknown';
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
