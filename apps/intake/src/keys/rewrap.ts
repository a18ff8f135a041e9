import type { Queryable } from '@handrail/messaging';
import { Pace } from '@handrail/platform';
import { KEPT_KEY_ID, keptKeyPlace } from '../encryption/kept-keys.js';
import { dataKeyPlace } from '../encryption/vault.js';
import type { Wrapped, WrappingKeys } from '../encryption/wrapping-keys.js';

const AT_ONCE = 500;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

// In the order of the primary key: there is no index on who wrapped a key, which only a rotation asks for.
const OTHERS = `
  SELECT id, wrapped, wrapped_by AS "wrappedBy" FROM data_key
  WHERE id > $1 AND wrapped_by <> $2 ORDER BY id LIMIT ${AT_ONCE}`;

// What was destroyed or wrapped anew meanwhile stays as it is.
const REPLACE = `
  UPDATE data_key k SET wrapped = n.wrapped, wrapped_by = $4
  FROM unnest($1::uuid[], $2::bytea[], $3::smallint[]) AS n(id, wrapped, was)
  WHERE k.id = n.id AND k.wrapped_by = n.was`;

/**
 * Wraps every data key that another master key wraps by the current one. Data keys themselves stay, and so
 * does everything they sealed: readers and writers go on meanwhile. Answers how many there were.
 */
export async function rewrapDataKeys(db: Queryable, wrapping: WrappingKeys): Promise<number> {
  const pace = new Pace();
  let last = BEFORE_ALL_IDS;
  let count = 0;
  for (;;) {
    const rows = await db.query<Wrapped & { id: string }>(OTHERS, [last, wrapping.current]);
    if (rows.length === 0) return count;
    const wrapped = await pace.map(rows, (row) => {
      const place = dataKeyPlace(row.id);
      return wrapping.wrap(place, row.id, wrapping.unwrap(place, row)).wrapped;
    });
    await db.query(REPLACE, [
      rows.map(({ id }) => id),
      wrapped,
      rows.map(({ wrappedBy }) => wrappedBy),
      wrapping.current,
    ]);
    count += rows.length;
    last = rows.at(-1)!.id;
  }
}

const OTHER_KEPT = `
  SELECT purpose, wrapped, wrapped_by AS "wrappedBy" FROM kept_key WHERE wrapped_by <> $1`;

/** The same for the keys of look-ups. */
export async function rewrapKeptKeys(db: Queryable, wrapping: WrappingKeys): Promise<void> {
  const rows = await db.query<Wrapped & { purpose: string }>(OTHER_KEPT, [wrapping.current]);
  for (const row of rows) {
    const place = keptKeyPlace(row.purpose);
    const { wrapped, wrappedBy } = wrapping.wrap(place, KEPT_KEY_ID, wrapping.unwrap(place, row));
    await db.query(
      'UPDATE kept_key SET wrapped = $2, wrapped_by = $3 WHERE purpose = $1 AND wrapped_by = $4',
      [row.purpose, wrapped, wrappedBy, row.wrappedBy],
    );
  }
}
