import type { Queryable } from '@handrail/messaging';
import { keptKey } from './kept-keys.js';
import { readMasterKey } from './master-key.js';
import { NEXT_KEY_SETTING, registerMasterKeys } from './register-master-keys.js';
import { WrappingKeys } from './wrapping-keys.js';

/** Files of master keys, as the settings name them. */
export interface MasterKeyFiles {
  readonly MASTER_KEY_FILE: string;
  readonly NEXT_MASTER_KEY_FILE?: string | undefined;
}

/** What everything sealed and looked up at intake hangs on. */
export interface OpenKeys {
  readonly wrapping: WrappingKeys;
  readonly pseudonyms: Buffer;
  readonly matching: Buffer;
}

/** Reads the master keys, finds which is which in this database, and opens the keys of look-ups. */
export async function openKeys(db: Queryable, files: MasterKeyFiles): Promise<OpenKeys> {
  const master = await readMasterKey(files.MASTER_KEY_FILE);
  const { NEXT_MASTER_KEY_FILE: nextFile } = files;
  const next = nextFile ? await readMasterKey(nextFile, NEXT_KEY_SETTING) : undefined;
  const { byNumber, current } = await registerMasterKeys(db, { master, next });
  const keys = [...byNumber].map(
    ([number, key]) => [number, key.keyFor('wrap-data-keys')] as const,
  );
  const wrapping = new WrappingKeys(new Map(keys), current);
  const first = byNumber.get(1);
  return {
    wrapping,
    pseudonyms: await keptKey(db, wrapping, 'pseudonyms', first),
    matching: await keptKey(db, wrapping, 'matching', first),
  };
}
