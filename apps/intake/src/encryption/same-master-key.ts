import type { Queryable } from '@handrail/messaging';
import type { MasterKey } from './master-key.js';

/**
 * Refuses a master key other than the one the database was begun with: it could open nothing, and its
 * pseudonyms would make everybody a new person. Only a derived fingerprint is kept.
 */
export async function assertSameMasterKey(db: Queryable, master: MasterKey): Promise<void> {
  const print = master.keyFor('fingerprint');
  await db.query('INSERT INTO master_key_print (print) VALUES ($1) ON CONFLICT DO NOTHING', [
    print,
  ]);
  const [kept] = await db.query<{ print: Buffer }>('SELECT print FROM master_key_print');
  if (!kept!.print.equals(print))
    throw new Error(
      'HANDRAIL_MASTER_KEY_FILE: this is not the key the database was begun with; give it that one',
    );
}
