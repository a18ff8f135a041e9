import { inParts, upsert, type Queryable, type Tx } from '@handrail/messaging';
import { newVisit, staysOf, type Visit } from './domain/index.js';
import type { VisitRow } from './visit-rows.js';

/** A visit with the person it belongs to; nobody while nothing about it has been recognised. */
export interface OwnedVisit {
  readonly visit: Visit;
  readonly personId: string | null;
  /** Under which number it is kept. */
  readonly numberKey: string;
  readonly patients: readonly string[];
}

interface Row {
  key: string;
  number_key: string;
  patients: string[];
  facility: string;
  person_id: string | null;
  state: Pick<Visit, 'reports' | 'retracted' | 'waiting' | 'facts' | 'published'>;
}

/** The release before keeps one visit for each number, and says nothing of it. */
const NUMBER_KEY = 'coalesce(number_key, key)';

const ROWS = `
  SELECT key, ${NUMBER_KEY} AS "numberKey", person_id AS "personId", patients,
    state->'reports' @> '[{"kind": "moved"}]'::jsonb AS "wasMoved"
  FROM visit WHERE ${NUMBER_KEY} = ANY($1::text[]) ORDER BY key`;

/** The visits that are kept under these numbers. */
export async function visitRowsOf(
  db: Queryable,
  numberKeys: readonly string[],
): Promise<readonly VisitRow[]> {
  const rows: VisitRow[] = [];
  for (const part of inParts(numberKeys)) rows.push(...(await db.query<VisitRow>(ROWS, [part])));
  return rows;
}

const COLUMNS = `key, ${NUMBER_KEY} AS number_key, patients, facility, person_id, state`;

const toOwned = (row: Row): OwnedVisit => ({
  visit: { key: row.key, facility: row.facility, ...row.state },
  personId: row.person_id,
  numberKey: row.number_key,
  patients: row.patients,
});

const byKey = (rows: readonly Row[]) => new Map(rows.map((row) => [row.key, toOwned(row)]));

/** A visit nobody has heard of. */
export const unheardVisit = (key: string, numberKey: string, facility: string): OwnedVisit => ({
  ...{ visit: newVisit(key, facility), personId: null, numberKey, patients: [] },
});

/** Visits by key; those nobody has heard of are left out. */
export async function loadVisits(
  tx: Tx,
  keys: readonly string[],
): Promise<Map<string, OwnedVisit>> {
  if (keys.length === 0) return new Map();
  return byKey(
    await tx.query<Row>(`SELECT ${COLUMNS} FROM visit WHERE key = ANY($1::text[])`, [keys]),
  );
}

const UNDER = `SELECT ${COLUMNS} FROM visit WHERE ${NUMBER_KEY} = ANY($1::text[])`;

/** All visits that are kept under these numbers. */
export async function loadVisitsUnder(
  tx: Tx,
  numberKeys: readonly string[],
): Promise<Map<string, OwnedVisit>> {
  const visits = new Map<string, OwnedVisit>();
  for (const part of inParts(numberKeys))
    for (const row of await tx.query<Row>(UNDER, [part])) visits.set(row.key, toOwned(row));
  return visits;
}

/** Every visit of a person. */
export async function loadVisitsOf(tx: Tx, personId: string): Promise<readonly OwnedVisit[]> {
  const rows = await tx.query<Row>(`SELECT ${COLUMNS} FROM visit WHERE person_id = $1`, [personId]);
  return rows.map(toOwned);
}

export const saveVisits = upsert<OwnedVisit>(
  'visit',
  {
    key: ['text', ({ visit }) => visit.key],
    facility: ['text', ({ visit }) => visit.facility],
    person_id: ['uuid', ({ personId }) => personId],
    state: ['jsonb', ({ visit }) => stateOf(visit)],
    stays: ['jsonb', ({ visit }) => staysOf(visit)],
    number_key: ['text', ({ numberKey }) => numberKey],
    patients: ['text[]', ({ patients }) => patients],
  },
  { key: 'key', keeps: ['facility', 'number_key'] },
);

const stateOf = ({ reports, retracted, waiting, facts, published }: Visit): Row['state'] => ({
  reports,
  retracted,
  waiting,
  facts,
  published,
});

/** Visits that turned out to be another: their messages are of that one from here on. */
export async function dropVisits(
  tx: Tx,
  dropped: ReadonlyArray<{ readonly key: string; readonly into: string }>,
): Promise<void> {
  if (dropped.length === 0) return;
  const columns = [dropped.map(({ key }) => key), dropped.map(({ into }) => into)];
  await tx.query('DELETE FROM visit WHERE key = ANY($1::text[])', [columns[0]]);
  await tx.query(
    `UPDATE message SET visit_key = n.kept FROM unnest($1::text[], $2::text[]) AS n(key, kept)
     WHERE message.visit_key = n.key`,
    columns,
  );
}
