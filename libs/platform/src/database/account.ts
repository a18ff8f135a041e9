import { chmodSync, chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { spawnSync } from 'node:child_process';

/** The operating-system account the database server runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/**
 * PostgreSQL refuses to run as root. A root process therefore hands the server to an account that is
 * already there: `postgres`, or `nobody` in a slim image. Any other process uses its own account.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name: name ?? '', uid: Number(uid), gid: Number(gid) }));
  for (const wanted of ['postgres', 'nobody']) {
    const found = accounts.find((account) => account.name === wanted && account.uid > 0);
    if (found) return found;
  }
  throw new Error(
    'The embedded PostgreSQL cannot run as root and this machine has neither a "postgres" nor a ' +
      '"nobody" account. Run Handrail as an ordinary user, or set HANDRAIL_DATABASE_URL.',
  );
}

/** Options for `spawn` that make the child run as the account. */
export const runAs = (account: Account | undefined): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Whether the account can reach a path through all folders above it, by trying it. */
export function reachable(account: Account | undefined, path: string): boolean {
  if (!account) return existsSync(path);
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -x .', 'sh', path], {
    ...runAs(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}

/**
 * A temporary folder of ours may be passed through by the account: what is in it stays as protected as
 * its own modes say. Nothing outside of the system's folder for temporary files is touched.
 */
export function openTemporaryFolders(path: string): void {
  const below = relative(tmpdir(), path).split(sep);
  if (below[0] === '..' || isAbsolute(below[0]!)) return;
  below.reduce((above, name) => {
    const folder = join(above, name);
    const stat = existsSync(folder) ? statSync(folder) : undefined;
    if (stat?.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o011) !== 0o011) {
      chmodSync(folder, stat.mode | 0o011);
    }
    return folder;
  }, tmpdir());
}

/** The nearest folder of a path that exists already. */
export function existingFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
