import { SteadyClient, steadyConnection } from '@handrail/messaging';
import pg from 'pg';

/** Giving rights to many tables takes longer than a statement of daily work may. */
const GRANTING = steadyConnection({ statementMs: 120_000, answerMs: 125_000 });

/** Who an address signs in as. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);

/** What a service only reads: how far its schema is. */
const READ_ONLY = ['migrations', 'schema_break'];
/** What a service only adds to. */
const APPEND_ONLY = ['audit_entry', 'disclosure'];

const FOUND = `SELECT tablename AS name FROM pg_tables
  WHERE schemaname = 'public' AND tablename = ANY($1::text[])`;

/**
 * Lets a service's role work with the tables that its owner has made, and no more: no table is made, changed
 * or emptied by it, and the audit only grows.
 *
 * @param ownerUrl the database, as its owner
 * @throws Error when there is no such role
 */
export async function grantServiceRole(ownerUrl: string, role: string): Promise<void> {
  const client = new SteadyClient({ ...GRANTING, connectionString: ownerUrl });
  await client.connect();
  const to = pg.escapeIdentifier(role);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (!rowCount)
      throw new Error(
        'HANDRAIL_DATABASE_URL: its role is not there; whoever administers the database makes it',
      );
    await client.query('BEGIN');
    await client.query(`GRANT USAGE ON SCHEMA public TO ${to}`);
    await client.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${to}`,
    );
    await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${to}`);
    await takeBack(client, to, READ_ONLY, 'INSERT, UPDATE, DELETE');
    await takeBack(client, to, APPEND_ONLY, 'UPDATE, DELETE');
    await client.query('COMMIT');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function takeBack(
  client: pg.Client,
  from: string,
  tables: readonly string[],
  rights: string,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(FOUND, [tables]);
  for (const { name } of rows)
    await client.query(`REVOKE ${rights}, TRUNCATE ON ${pg.escapeIdentifier(name)} FROM ${from}`);
}

/** Makes a role that may sign in, or gives the one that is there this password. For one machine and for tests. */
export async function ensureRole(
  serverUrl: string,
  { role, password }: { readonly role: string; readonly password: string },
): Promise<string> {
  const client = new SteadyClient({ ...GRANTING, connectionString: serverUrl });
  await client.connect();
  try {
    const [name, secret] = [pg.escapeIdentifier(role), pg.escapeLiteral(password)];
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${name} LOGIN PASSWORD ${secret}`);
  } finally {
    await client.end().catch(() => undefined);
  }
  const url = new URL(serverUrl);
  [url.username, url.password] = [role, password].map(encodeURIComponent) as [string, string];
  return url.href;
}
