import type { Tx } from '@handrail/messaging';
import type { Queryable } from '../person/person.store.js';
import { newVisit, staysOf, type Visit } from './domain/index.js';

/** A visit with the person it belongs to; nobody while nothing about it has been recognised. */
export interface OwnedVisit {
  readonly visit: Visit;
  readonly personId: string | null;
}

interface Row {
  key: string;
  facility: string;
  person_id: string | null;
  state: Pick<Visit, 'reports' | 'retracted' | 'waiting' | 'facts' | 'published'>;
}

const OWNERS = `
  SELECT key, person_id AS "personId",
    state->'reports' @> '[{"kind": "moved"}]'::jsonb AS "wasMoved"
  FROM visit WHERE key = ANY($1::text[]) AND person_id IS NOT NULL`;

/** Whose a visit is. Of one that was moved, a message may still name the person it was taken from. */
export interface VisitOwner {
  readonly personId: string;
  readonly wasMoved: boolean;
  /** Trusted authorities by whose numbers the person is known; asked only where it matters. */
  readonly authorities?: ReadonlySet<string>;
}

/** Whose visits these are, as far as known. */
export async function ownersOfVisits(
  db: Queryable,
  keys: readonly string[],
): Promise<Map<string, VisitOwner>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query<VisitOwner & { key: string }>(OWNERS, [keys]);
  return new Map(rows.map(({ key, ...owner }) => [key, owner]));
}

const LOAD = 'SELECT key, facility, person_id, state FROM visit WHERE key = ANY($1::text[])';

/** Visits by key; those nobody has heard of come as new ones. */
export async function loadVisits(
  tx: Tx,
  wanted: ReadonlyMap<string, string>,
): Promise<Map<string, OwnedVisit>> {
  const visits = new Map<string, OwnedVisit>();
  for (const [key, facility] of wanted)
    visits.set(key, { visit: newVisit(key, facility), personId: null });
  if (wanted.size === 0) return visits;
  for (const row of await tx.query<Row>(LOAD, [[...wanted.keys()]]))
    visits.set(row.key, {
      visit: { key: row.key, facility: row.facility, ...row.state },
      personId: row.person_id,
    });
  return visits;
}

const SAVE = `
  INSERT INTO visit (key, facility, person_id, state, stays)
  SELECT k, f, p, s::jsonb, d::jsonb
  FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[]) AS n(k, f, p, s, d)
  ON CONFLICT (key) DO UPDATE
    SET person_id = EXCLUDED.person_id, state = EXCLUDED.state, stays = EXCLUDED.stays`;

export async function saveVisits(tx: Tx, visits: readonly OwnedVisit[]): Promise<void> {
  if (visits.length === 0) return;
  await tx.query(SAVE, [
    visits.map(({ visit }) => visit.key),
    visits.map(({ visit }) => visit.facility),
    visits.map(({ personId }) => personId),
    visits.map(({ visit: { reports, retracted, waiting, facts, published } }) =>
      JSON.stringify({ reports, retracted, waiting, facts, published }),
    ),
    visits.map(({ visit }) => JSON.stringify(staysOf(visit))),
  ]);
}
