import { join } from 'node:path';
import {
  ensureKeyFile,
  ensureSigningKeyFile,
  ensureTokenKeyFile,
  startEmbeddedPostgres,
} from '@handrail/platform';
import {
  auditKeyFileOf,
  issuerKeyFilesOf,
  masterKeyFileOf,
  type LocalSettings,
} from './local-settings.js';
import type { Opened } from './opened.js';
import type { Say } from './say.js';

/** How long the server may write before it is told to stop at once: Ctrl-C has five seconds in all. */
const PATIENCE_MS = 2_000;

/** The server the settings name, else an embedded one under the data folder. */
export async function openDatabaseServer(
  settings: LocalSettings,
  opened: Opened,
  say: Say,
): Promise<string> {
  if (settings.databaseUrl) return settings.databaseUrl;
  say.line(`starting the embedded PostgreSQL, its data is in ${settings.dataDir}`);
  const server = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgres') });
  opened.add('PostgreSQL', () => server.stop(PATIENCE_MS));
  return server.url;
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
