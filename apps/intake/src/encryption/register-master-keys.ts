import type { Queryable } from '@handrail/messaging';
import { MASTER_KEY_SETTING, type MasterKey } from './master-key.js';

export const NEXT_KEY_SETTING = 'HANDRAIL_NEXT_MASTER_KEY_FILE';

/** Master keys that were given: the one of every day and, while it is being replaced, one more. */
export interface GivenMasterKeys {
  readonly master: MasterKey;
  readonly next?: MasterKey | undefined;
}

/** Which numbers the given keys have in this database, and which of all numbers wraps now. */
export interface NumberedMasterKeys {
  readonly byNumber: ReadonlyMap<number, MasterKey>;
  readonly current: number;
}

interface Row {
  readonly number: number;
  readonly print: Buffer;
  readonly is_current: boolean;
}

const KNOWN = 'SELECT number, print, is_current FROM master_key ORDER BY number';

// A release before kept one fingerprint and no number.
const FIRST = `
  INSERT INTO master_key (number, print, is_current)
  SELECT 1, coalesce((SELECT print FROM master_key_print), $1), true
  WHERE NOT EXISTS (SELECT FROM master_key) ON CONFLICT DO NOTHING`;

const NEXT = `
  INSERT INTO master_key (number, print, is_current)
  SELECT (SELECT max(number) + 1 FROM master_key), $1, false
  WHERE NOT EXISTS (SELECT FROM master_key WHERE print = $1) ON CONFLICT DO NOTHING`;

const STILL_USED = `
  SELECT number FROM master_key m
  WHERE EXISTS (SELECT FROM data_key WHERE wrapped_by = m.number)
     OR EXISTS (SELECT FROM kept_key WHERE wrapped_by = m.number)`;

const TRIES = 5;

/**
 * Finds the numbers of the given master keys, and gives one to a key that is new. Only fingerprints are kept.
 *
 * @throws Error when a key is none of this database's, or one that is still needed was not given: nothing
 * could be opened, and everybody would become a new person
 */
export async function registerMasterKeys(
  db: Queryable,
  { master, next }: GivenMasterKeys,
): Promise<NumberedMasterKeys> {
  const printOf = (key: MasterKey) => key.keyFor('fingerprint');
  await db.query(FIRST, [printOf(master)]);
  let rows = await db.query<Row>(KNOWN);
  const numberOf = (key: MasterKey) => rows.find(({ print }) => print.equals(printOf(key)))?.number;
  const own = numberOf(master);
  if (own === undefined)
    throw new Error(
      `${MASTER_KEY_SETTING}: this is not the key the database was begun with, nor one it was rotated to; give it that one`,
    );
  const byNumber = new Map([[own, master]]);
  for (let attempt = 1; next && byNumber.size === 1 && attempt <= TRIES; attempt += 1) {
    await db.query(NEXT, [printOf(next)]);
    rows = await db.query<Row>(KNOWN);
    const number = numberOf(next);
    if (number === own) break;
    if (number !== undefined) byNumber.set(number, next);
  }
  const current = rows.find(({ is_current }) => is_current)!.number;
  await refuseMissing(db, rows, byNumber, current);
  return { byNumber, current };
}

async function refuseMissing(
  db: Queryable,
  rows: readonly Row[],
  byNumber: ReadonlyMap<number, MasterKey>,
  current: number,
): Promise<void> {
  if (rows.length === 1) return;
  const used = await db.query<{ number: number }>(STILL_USED);
  const needed = new Set([current, ...used.map(({ number }) => number)]);
  const missing = [...needed].filter((number) => !byNumber.has(number));
  if (missing.length > 0)
    throw new Error(
      `${NEXT_KEY_SETTING}: keys are wrapped by master key ${missing.join(' and ')} of this database, which was ` +
        `not given; name it here beside the other, and let "handrail keys rotate" end before one is taken away`,
    );
}
