import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ensureKeyFile,
  ensureRole,
  ensureSigningKeyFile,
  ensureTokenKeyFile,
  startEmbeddedPostgres,
} from '@handrail/platform';
import {
  auditKeyFileOf,
  databaseKeyFileOf,
  issuerKeyFilesOf,
  masterKeyFileOf,
  type DatabaseAddresses,
  type LocalSettings,
} from './local-settings.js';
import type { Opened } from './opened.js';
import type { Say } from './say.js';

/** How long the server may write before it is told to stop at once: Ctrl-C has five seconds in all. */
const PATIENCE_MS = 2_000;

/** Whom the services of one machine sign in as at the embedded server. */
const SERVICE_ROLE = 'handrail';

/**
 * The server the settings name, else an embedded one under the data folder, whose services sign in as somebody who
 * owns nothing there.
 */
export async function openDatabaseServer(
  settings: LocalSettings,
  opened: Opened,
  say: Say,
): Promise<DatabaseAddresses> {
  const { databaseUrl, env } = settings;
  if (databaseUrl) return { url: databaseUrl, ownerUrl: env['HANDRAIL_DATABASE_OWNER_URL'] };
  say.line(`starting the embedded PostgreSQL, its data is in ${settings.dataDir}`);
  const server = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres') });
  opened.add('PostgreSQL', () => server.stop(PATIENCE_MS));
  const password = await readFile(await ensureKeyFile(databaseKeyFileOf(settings)), 'utf8');
  const service = { role: SERVICE_ROLE, password: password.trim() };
  return { url: await ensureRole(server.url, service), ownerUrl: server.url };
}

/**
 * Makes the keys the user has not named: the master key (whoever loses it has lost the data), the one that
 * signs the audit, and those people of this machine sign in with.
 */
export async function openKeys(settings: LocalSettings, say: Say): Promise<void> {
  await ensureSigningKeyFile(auditKeyFileOf(settings));
  await Promise.all(Object.values(issuerKeyFilesOf(settings)).map(ensureTokenKeyFile));
  if (settings.env['HANDRAIL_MASTER_KEY_FILE']) return;
  const path = await ensureKeyFile(masterKeyFileOf(settings));
  say.line(`the key of personal data is in ${path}`);
}
