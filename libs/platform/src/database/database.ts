import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

/** The same server and credentials, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

const DUPLICATE = new Set(['42P04', '23505']);
/** The template is in use for a moment, or the server is still starting. */
const TRY_AGAIN = new Set(['55006', '57P03', 'ECONNREFUSED', 'ECONNRESET']);
const TRIES = 40;

/**
 * Creates a database when it is missing and gives its address. Several processes may ask for the
 * same one at the same time: whoever comes second finds it made.
 */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const url = withDatabase(serverUrl, name);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await createIfMissing(serverUrl, name);
      return url;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (DUPLICATE.has(code)) return url;
      if (!TRY_AGAIN.has(code) || attempt === TRIES) throw error;
      await sleep(250);
    }
  }
}

async function createIfMissing(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount) return;
    const quoted = pg.escapeIdentifier(name);
    await client.query(`CREATE DATABASE ${quoted} ENCODING 'UTF8' TEMPLATE template0`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Removes a database and everybody connected to it. Only tests have a reason to. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
