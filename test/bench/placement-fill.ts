import { PLACEABLE_LEVELS } from '@handrail/domain';
import type pg from 'pg';

/** How large the network is. */
export interface Network {
  readonly people: number;
  readonly programs: number;
  readonly regions: number;
  /** Places of each program, all of them taken. */
  readonly places: number;
  readonly seed: number;
}

/** The same choice for the same number of the same thing, evenly spread. */
const pick = (what: string, n: string, of: string): string =>
  `((hashint8extended(${n}::bigint, hashtext('${what}') + $1::int) & 1048575) % ${of})`;

const LEVELS = `ARRAY[${PLACEABLE_LEVELS.map((level) => `'${level}'`).join()}]`;
const PAYERS = `ARRAY['medicaid','medicare','commercial','uninsured','va']`;
const BEDS = `('RES', 'WM', 'ACUTE', 'LTS')`;

const PROGRAMS = `
  INSERT INTO program (id, name, level, regions, time_zone, payers, capabilities, acceptance)
  SELECT 'bench-' || n, 'Program ' || n, (${LEVELS})[1 + ${pick('level', 'n', String(PLACEABLE_LEVELS.length))}],
    ARRAY['region-' || n % $3::int], 'America/New_York',
    CASE WHEN ${pick('any-payer', 'n', '3')} > 0 THEN '{}'
         ELSE (${PAYERS})[1:2 + ${pick('payers', 'n', '4')}] END,
    array_remove(ARRAY[
      CASE WHEN ${pick('pregnancy', 'n', '2')} = 0 THEN 'pregnancy' END,
      CASE WHEN ${pick('co-occurring', 'n', '4')} > 0 THEN 'co-occurring' END,
      CASE WHEN ${pick('moud', 'n', '5')} > 0 THEN 'moud' END,
      CASE WHEN ${pick('spanish', 'n', '3')} = 0 THEN 'language:es' END], NULL),
    'automatic'
  FROM generate_series(1, $2::int) AS n`;

const TRACKS = `
  INSERT INTO track (program_id, id, position, days, opens, closes, modality, capacity, used, as_of, announced_version)
  SELECT id, 'main', 0,
    CASE WHEN level IN ${BEDS} THEN '{}'::text[] ELSE ARRAY['mon', 'wed', 'fri'] END,
    CASE WHEN level IN ${BEDS} THEN NULL ELSE '18:00' END,
    CASE WHEN level IN ${BEDS} THEN NULL ELSE '21:00' END,
    'on-site', $1, $1, clock_timestamp() - interval '5 hours', 1
  FROM program WHERE id LIKE 'bench-%'`;

const REASON = `jsonb_build_object('reassessmentId', r, 'determinationId', r, 'messageId', r)`;
const CAUSE = `jsonb_build_object('id', r, 'correlationId', r, 'recordedTime', to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
const COLUMNS = `
  id, person_id, level, status, support, need, region, priority_class, priority_since, requested_at,
  determined_at, program_id, track_id, starts_on, time_zone, attended, needs_look, cause, reassessment_id,
  determination_id, message_id, created_at, confirmed_at`;

const PLACES = `
  INSERT INTO placement (${COLUMNS})
  SELECT gen_random_uuid(), gen_random_uuid(), p.level, 'confirmed', jsonb_build_array(${REASON}),
    '{"context":{},"supports":[],"withdrawalSetting":null,"placeFrom":null}', p.regions[1], 4,
    now() - interval '40 days', now() - interval '40 days', now() - interval '40 days', p.id, 'main',
    current_date - 30, p.time_zone, true, false, ${CAUSE}, r, r, r, now() - interval '40 days',
    now() - interval '40 days'
  FROM program AS p CROSS JOIN generate_series(1, $1::int)
  CROSS JOIN LATERAL (SELECT gen_random_uuid() AS r WHERE p.id IS NOT NULL) AS ids
  WHERE p.id LIKE 'bench-%'`;

const maybe = (what: string, of: number, name: string, value: string): string =>
  `CASE WHEN ${pick(what, 'n', String(of))} = 0 THEN jsonb_build_object('${name}', ${value}) ELSE '{}' END`;

// One in forty is pregnant, one in twelve injects; one in ten is planned to begin some days later.
const PEOPLE = `
  INSERT INTO placement (${COLUMNS})
  SELECT gen_random_uuid(), gen_random_uuid(),
    (${LEVELS})[1 + ${pick('wanted', 'n', String(PLACEABLE_LEVELS.length))}], 'requested',
    jsonb_build_array(${REASON}),
    jsonb_build_object('supports', '[]'::jsonb, 'withdrawalSetting', NULL, 'context', context,
      'placeFrom', CASE WHEN ${pick('later', 'n', '10')} = 0
        THEN to_char(now() + n % 20 * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END),
    context ->> 'region',
    CASE WHEN context ? 'pregnant' AND context ? 'injecting' THEN 1 WHEN context ? 'pregnant' THEN 2
         WHEN context ? 'injecting' THEN 3 ELSE 4 END,
    at, at, at, NULL, NULL, NULL, NULL, false, true, ${CAUSE}, r, r, r, at, NULL
  FROM generate_series(1, $2::int) AS n
  CROSS JOIN LATERAL (SELECT gen_random_uuid() AS r,
    now() - interval '30 days' * ${pick('when', 'n', '1000000')} / 1000000.0 AS at WHERE n > 0) AS ids
  CROSS JOIN LATERAL (SELECT
    CASE WHEN ${pick('anywhere', 'n', '20')} = 0 THEN '{}'
         ELSE jsonb_build_object('region', 'region-' || ${pick('region', 'n', '$3::int')}) END
    || CASE WHEN ${pick('no-payer', 'n', '3')} = 0 THEN '{}'
         ELSE jsonb_build_object('payer', (${PAYERS})[1 + ${pick('payer', 'n', '5')}]) END
    || ${maybe('pregnant', 40, 'pregnant', 'true')} || ${maybe('injecting', 12, 'injecting', 'true')}
    || ${maybe('both', 3, 'coOccurring', 'true')} || ${maybe('medication', 3, 'moud', `'buprenorphine'`)}
    || ${maybe('language', 15, 'language', `'es'`)}
    || ${maybe(
      'hours',
      6,
      'availability',
      `jsonb_build_array(jsonb_build_object('days',
         '["mon","tue","wed","thu","fri"]'::jsonb, 'from', (8 + n % 10)::text || ':00', 'to', '22:00'))`,
    )}
    AS context) AS known`;

/**
 * Fills a network in which every place is taken and everybody else asks for one, in one transaction: the
 * allocator begins when all of it is there. Nothing of what the allocator works out is filled in.
 */
export async function fill(client: pg.Client, network: Network): Promise<void> {
  const { people, programs, regions, places, seed } = network;
  await client.query('BEGIN');
  await client.query(PROGRAMS, [seed, programs, regions]);
  await client.query(TRACKS, [places]);
  await client.query(PLACES, [places]);
  await client.query(`UPDATE directory_version SET version = version + 1`);
  await client.query(PEOPLE, [seed, people, regions]);
  await client.query('ANALYZE');
  await client.query('COMMIT');
}

const CHANGE_EVERYTHING = `
  WITH next AS (UPDATE directory_version SET version = version + 1 RETURNING version)
  INSERT INTO directory_change (version, level, regions)
  SELECT next.version, p.level, p.regions FROM next, (
    SELECT level, array_agg(DISTINCT region) AS regions
    FROM program CROSS JOIN LATERAL unnest(regions) AS region GROUP BY level) AS p`;

/** Every program takes other people than before and has a place more: everybody in line has to be matched anew. */
export async function changeEveryProgram(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  await client.query(`
    UPDATE program SET version = version + 1, payers = '{}', capabilities =
      CASE WHEN 'pregnancy' = ANY(capabilities) THEN array_remove(capabilities, 'pregnancy')
           ELSE capabilities || ARRAY['pregnancy'] END
    WHERE id LIKE 'bench-%'`);
  await client.query(`
    UPDATE track SET capacity = capacity + 1, version = version + 1 WHERE program_id LIKE 'bench-%'`);
  await client.query(CHANGE_EVERYTHING);
  await client.query('COMMIT');
}
