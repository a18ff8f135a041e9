import { upsert, type Queryable } from '@handrail/messaging';

/** A message that names a number which several persons share, and whom it is taken to be of. */
export interface NumberSighting {
  readonly hash: string;
  readonly messageId: string;
  readonly personId: string;
  /** When its source reported it. */
  readonly at: string;
  /** It says itself whose it is: by demographics, or by another number. */
  readonly isCertain: boolean;
}

const COLUMNS = `id_hash AS hash, message_id AS "messageId", person_id AS "personId", seen_at AS at,
  is_certain AS "isCertain"`;

/** Every sighting of these numbers. */
export async function allSightingsOf(
  db: Queryable,
  hashes: readonly string[],
): Promise<NumberSighting[]> {
  if (hashes.length === 0) return [];
  const rows = await db.query<Omit<NumberSighting, 'at'> & { at: Date }>(
    `SELECT ${COLUMNS} FROM number_sighting WHERE id_hash = ANY($1::text[])
     ORDER BY seen_at, message_id`,
    [hashes],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** When these numbers were seen to be whose, where a message says so itself. */
export async function sightingsOf(
  db: Queryable,
  hashes: readonly string[],
): Promise<Map<string, NumberSighting[]>> {
  const sightings = new Map<string, NumberSighting[]>();
  for (const each of await allSightingsOf(db, hashes))
    if (each.isCertain) {
      const known = sightings.get(each.hash);
      if (known) known.push(each);
      else sightings.set(each.hash, [each]);
    }
  return sightings;
}

const save = upsert<NumberSighting>(
  'number_sighting',
  {
    id_hash: ['text', ({ hash }) => hash],
    message_id: ['uuid', ({ messageId }) => messageId],
    person_id: ['uuid', ({ personId }) => personId],
    seen_at: ['timestamptz', ({ at }) => at],
    is_certain: ['boolean', ({ isCertain }) => isCertain],
  },
  { key: ['id_hash', 'message_id'], keeps: ['seen_at', 'is_certain'] },
);

/**
 * Keeps these. A message may name a number in several of its statements, and one that is applied again is
 * known already: the last that is said of a number and a message counts, because one statement of SQL may
 * name a row once.
 */
export async function saveSightings(db: Queryable, all: readonly NumberSighting[]): Promise<void> {
  const sightings = new Map(all.map((each) => [`${each.hash}|${each.messageId}`, each]));
  await save(db, [...sightings.values()]);
}
