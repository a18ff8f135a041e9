import { ADVISORY_LOCKS } from '../../engine/advisory-locks.js';
import type { LogDatabase } from './log-database.js';

/**
 * The tables of the log, as a list that only grows: entry n brings a database from version n to n+1.
 *
 * `log_partition.next_offset` is the head of a partition. A publish holds its row lock until commit,
 * so offsets are dense and become visible in their order: whoever sees one sees all before it.
 * `log_claim` holds, per group and partition, what is committed, who owns it, and the generation of
 * the group in which that owner got it; the last two fence every offset commit.
 */
const VERSIONS: readonly string[] = [
  `
CREATE TABLE log_topic (
  name text PRIMARY KEY,
  partitions int NOT NULL CHECK (partitions > 0),
  retention_ms bigint
);

CREATE TABLE log_partition (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL REFERENCES log_topic (name),
  number int NOT NULL,
  first_offset bigint NOT NULL DEFAULT 0,
  next_offset bigint NOT NULL DEFAULT 0,
  UNIQUE (topic, number)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE log_record (
  partition_id int NOT NULL,
  position bigint NOT NULL,
  taken_ms bigint NOT NULL,
  key text,
  value bytea,
  headers text NOT NULL,
  PRIMARY KEY (partition_id, position)
);

CREATE TABLE log_group (
  name text PRIMARY KEY,
  generation bigint NOT NULL DEFAULT 0
);

CREATE TABLE log_member (
  id uuid PRIMARY KEY,
  group_name text NOT NULL,
  topics text[] NOT NULL,
  seen_at timestamptz NOT NULL,
  lease_until timestamptz NOT NULL,
  session_pid int NOT NULL,
  session_started timestamptz NOT NULL
);
CREATE INDEX log_member_group ON log_member (group_name);

CREATE TABLE log_claim (
  group_name text NOT NULL,
  partition_id int NOT NULL,
  committed bigint NOT NULL,
  owner uuid,
  granted_in bigint NOT NULL DEFAULT 0,
  wanted_by uuid,
  PRIMARY KEY (group_name, partition_id)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX log_claim_partition ON log_claim (partition_id);

-- Appends a batch and gives the new end of each partition it touched. The locks are taken in sorted
-- order by a statement of their own; the statements after it see what the locks protect.
CREATE FUNCTION log_publish(
  touched int[], counts int[],
  partition_ids int[], ordinals int[], keys text[], payloads bytea[], header_texts text[]
) RETURNS TABLE (touched_partition int, new_end bigint) LANGUAGE plpgsql AS $body$
DECLARE
  taken bigint;
BEGIN
  PERFORM 1 FROM log_partition AS p WHERE p.id = ANY (touched) ORDER BY p.id FOR UPDATE;
  taken := floor(extract(epoch FROM clock_timestamp()) * 1000);
  INSERT INTO log_record (partition_id, position, taken_ms, key, value, headers)
  SELECT n.id, p.next_offset + n.ordinal, taken, n.key, n.payload, n.header_text
  FROM unnest(partition_ids, ordinals, keys, payloads, header_texts)
    AS n (id, ordinal, key, payload, header_text)
  JOIN log_partition AS p ON p.id = n.id;
  RETURN QUERY
    UPDATE log_partition AS p SET next_offset = p.next_offset + c.n
    FROM unnest(touched, counts) AS c (id, n)
    WHERE p.id = c.id
    RETURNING p.id, p.next_offset;
END $body$;
`,
];

const IS_THERE = `SELECT to_regclass('log_schema') IS NOT NULL`;

/** A service that does not own the database can see that nothing is to be done, and no more. */
async function isUpToDate({ query }: LogDatabase): Promise<boolean> {
  const [there] = await query<[boolean]>(IS_THERE);
  if (!there?.[0]) return false;
  const [row] = await query<[number]>('SELECT version FROM log_schema');
  return row?.[0] === VERSIONS.length;
}

/** Brings the database to this version; several processes may do so at the same time. */
export async function ensureSchema(database: LogDatabase): Promise<void> {
  if (await isUpToDate(database)) return;
  await database.transaction(async (query, script) => {
    await query(`SELECT pg_advisory_xact_lock($1)`, [ADVISORY_LOCKS.logSchema]);
    await query(`CREATE TABLE IF NOT EXISTS log_schema (version int NOT NULL)`);
    const [row] = await query<[number]>(`SELECT version FROM log_schema`);
    const version = row?.[0] ?? 0;
    if (version > VERSIONS.length) {
      throw new Error(`The log database has version ${version}, newer than this program.`);
    }
    if (version === VERSIONS.length) return;
    for (const sql of VERSIONS.slice(version)) await script(sql);
    await query(`DELETE FROM log_schema`);
    await query(`INSERT INTO log_schema VALUES ($1)`, [VERSIONS.length]);
  });
}
