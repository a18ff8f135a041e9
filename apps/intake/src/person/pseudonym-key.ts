import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from './person.store.js';

const NAME = 'pseudonyms';

/**
 * The key of all pseudonyms. It must never change while the data lives, so a key given by settings is
 * remembered as a fingerprint and another one is refused.
 */
export async function pseudonymKey(db: Queryable, given: string | undefined): Promise<Buffer> {
  const wanted = given
    ? createHash('sha256').update(`fingerprint:${given}`).digest()
    : randomBytes(32);
  const name = given ? `${NAME}-fingerprint` : NAME;
  await db.query('INSERT INTO pseudonym_key (name, key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    name,
    wanted,
  ]);
  const rows = await db.query<{ name: string; key: Buffer }>('SELECT name, key FROM pseudonym_key');
  const kept = rows.find((row) => row.name === name)!.key;
  if (rows.length > 1 || (given && !kept.equals(wanted)))
    throw new Error('HANDRAIL_PSEUDONYM_KEY is not the key this database was begun with');
  return given ? createHash('sha256').update(given).digest() : kept;
}
