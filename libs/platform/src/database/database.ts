import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient, SteadyClient, steadyConnection } from '@handrail/messaging';
import pg from 'pg';

/** The same server and credentials, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

const DUPLICATE = new Set(['42P04', '23505']);
/** The template is in use for a moment. */
const TEMPLATE_IN_USE = '55006';
const TRIES = 40;
/** Copying a template onto a slow disk takes longer than a statement of daily work may. */
const CREATING = steadyConnection({ statementMs: 120_000, answerMs: 125_000 });

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
      const passes = code === TEMPLATE_IN_USE || isTransient(error);
      if (!passes || attempt === TRIES) throw error;
      await sleep(250);
    }
  }
}

async function createIfMissing(serverUrl: string, name: string): Promise<void> {
  const client = new SteadyClient({ ...CREATING, connectionString: serverUrl });
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
  const client = new SteadyClient({ ...CREATING, connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
