import { ensureDatabase, withDatabase } from './database.js';
import { grantServiceRole, roleOf } from './service-role.js';

/** A PostgreSQL server, as a service signs in there and, apart from that, as whoever owns what is there. */
export interface DatabaseServer {
  readonly url: string;
  /** Without it the service owns its databases itself. */
  readonly ownerUrl?: string | undefined;
}

/**
 * Makes a database where there is none, has its schema brought up to date by its owner, and lets the service in.
 * Answers the address for the service.
 */
export async function prepareDatabase(
  { url, ownerUrl }: DatabaseServer,
  name: string,
  bringUpToDate: (ownerUrl: string) => Promise<void>,
): Promise<string> {
  const owned = await ensureDatabase(ownerUrl ?? url, name);
  await bringUpToDate(owned);
  if (ownerUrl === undefined || roleOf(ownerUrl) === roleOf(url)) return withDatabase(url, name);
  await grantServiceRole(owned, roleOf(url));
  return withDatabase(url, name);
}
