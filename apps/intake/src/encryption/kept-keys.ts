import type { Queryable } from '@handrail/messaging';
import type { MasterKey, Purpose } from './master-key.js';
import type { Wrapped, WrappingKeys } from './wrapping-keys.js';

/** Of look-ups: what their keys made must be found again, so they outlast every master key. */
type LookUpPurpose = Extract<Purpose, 'pseudonyms' | 'matching'>;

/** Where a kept key is kept; see `seal`. */
export const keptKeyPlace = (purpose: string): string => `kept-key:${purpose}`;

/** A kept key is found by its purpose; its sealed form has room for an id nobody reads. */
export const KEPT_KEY_ID = '00000000-0000-0000-0000-000000000000';

const KEPT = 'SELECT wrapped, wrapped_by AS "wrappedBy" FROM kept_key WHERE purpose = $1';

const KEEP = `
  INSERT INTO kept_key (purpose, wrapped, wrapped_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;

/**
 * The key of a look-up. The first master key of a database gave it once; since then it is kept wrapped like
 * data keys are, so that a rotation leaves every pseudonym as it is.
 *
 * @param first the master key with number 1, where it was given
 */
export async function keptKey(
  db: Queryable,
  wrapping: WrappingKeys,
  purpose: LookUpPurpose,
  first: MasterKey | undefined,
): Promise<Buffer> {
  const place = keptKeyPlace(purpose);
  if (first) {
    const [known] = await db.query(KEPT, [purpose]);
    const { wrapped, wrappedBy } = wrapping.wrap(place, KEPT_KEY_ID, first.keyFor(purpose));
    if (!known) await db.query(KEEP, [purpose, wrapped, wrappedBy]);
  }
  const [row] = await db.query<Wrapped>(KEPT, [purpose]);
  if (!row) throw new Error(`the key of ${purpose} is not there: start with the first master key`);
  return wrapping.unwrap(place, row);
}
