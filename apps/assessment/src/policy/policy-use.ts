import type { DataSource } from 'typeorm';
import type { PolicyBook } from './policy-book.js';

const USED = `SELECT version, content_hash FROM policy_use ORDER BY version`;

interface UsedPolicy {
  readonly version: string;
  readonly content_hash: string;
}

/**
 * A version that has decided something never changes: its determinations could not be made again. Throws
 * when a folder says something else than what decided, naming the version, before anything is decided.
 */
export async function refuseChangedPolicies(book: PolicyBook, database: DataSource): Promise<void> {
  const used = await database.query<UsedPolicy[]>(USED);
  const changed = used.filter(({ version, content_hash: hash }) => {
    const here = book.get(version);
    return here !== undefined && here.policy.contentHash !== hash;
  });
  if (changed.length === 0) return;
  const versions = changed.map(({ version }) => version).join(', ');
  throw new Error(
    `policy ${versions} has decided about people and was changed since: put its tables back, ` +
      'copy them to a folder of their own and give them a new version',
  );
}
