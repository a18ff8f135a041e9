import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const MATRIX = join(import.meta.dirname, '../../docs/access-matrix.md');

/** The committed matrix: the cells of each route, by service, method and path. */
export async function committedMatrix() {
  const cells = new Map<string, ReadonlyMap<string, boolean>>();
  let service = '';
  let roles: string[] = [];
  for (const line of (await readFile(MATRIX, 'utf8')).split('\n')) {
    service = /^## (\w+)$/.exec(line)?.[1] ?? service;
    const row = line.split('|').map((cell) => cell.trim());
    if (row[1] === 'route') roles = row.slice(3, -1);
    const route = /^`([A-Z]+ .+)`$/.exec(row[1] ?? '')?.[1];
    if (route)
      cells.set(
        `${service} ${route}`,
        new Map(roles.map((role, at) => [role, row[at + 3] === 'yes'])),
      );
  }
  return { cells, roles };
}
