import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

export interface WebFile {
  readonly type: string;
  readonly body: Buffer;
  /** Null when packing does not make it smaller. */
  readonly gzip: Buffer | null;
  /** Its name holds a hash of its content, so it never changes. */
  readonly lasting: boolean;
}

/** Folder of this app, wherever its compiled files lie: the one whose package has its name. */
export function appFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  let folder = from;
  while (!isApp(folder)) {
    const parent = dirname(folder);
    if (parent === folder) return from;
    folder = parent;
  }
  return folder;
}

function isApp(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === '@handrail/console';
}

/**
 * The built page, held in memory by URL path: it is under two megabytes, a request never touches the
 * disk, and no path of a request is ever joined to a folder.
 */
export function loadBundle(folder: string): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>();
  if (!existsSync(join(folder, 'index.html'))) return files;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const body = readFileSync(path);
    const packed = extname(name) === '.woff2' ? null : gzipSync(body);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, {
      type: TYPES[extname(name)] ?? 'application/octet-stream',
      body,
      gzip: packed && packed.length < body.length ? packed : null,
      lasting: name.startsWith('assets'),
    });
  }
  return files;
}
