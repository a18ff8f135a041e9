import { upsert, type Tx } from '@handrail/messaging';
import type { ConsentReport } from './domain/consent-report.js';

const OF_PERSONS = `
  SELECT person_id, jsonb_agg(report) AS reports FROM person_consent
  WHERE person_id = ANY($1::uuid[]) GROUP BY person_id`;

/** Reports of the consents of whom a column names, within a statement about others; null for none. */
export const consentsOf = (personId: string): string =>
  `(SELECT jsonb_agg(c.report) FROM person_consent AS c WHERE c.person_id = ${personId})`;

/** Reports of the consents of some persons; those who have none are left out. */
export async function loadConsents(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, readonly ConsentReport[]>> {
  const rows = await tx.query<{ person_id: string; reports: ConsentReport[] }>(OF_PERSONS, [
    personIds,
  ]);
  return new Map(rows.map(({ person_id: personId, reports }) => [personId, reports]));
}

/** The reports of one person as they are now. */
export interface OwnedConsents {
  readonly personId: string;
  readonly consents: readonly ConsentReport[];
}

const DROP = `
  DELETE FROM person_consent AS c USING unnest($1::uuid[]) AS k(person_id)
  WHERE c.person_id = k.person_id AND c.event_id <> ALL($2::uuid[])`;

const add = upsert<{ readonly personId: string; readonly report: ConsentReport }>(
  'person_consent',
  {
    event_id: ['uuid', ({ report }) => report.eventId],
    person_id: ['uuid', ({ personId }) => personId],
    report: ['jsonb', ({ report }) => report],
  },
  { key: 'event_id' },
);

/** What is held back of these persons from receivers of webhooks is looked at now. */
const RELEASE_HELD = `
  UPDATE webhook_delivery AS d SET next_at = clock_timestamp()
  FROM webhook_event AS e JOIN placement AS p ON p.id = e.placement_id
  WHERE e.event_id = d.event_id AND d.status = 'pending' AND d.held_because IS NOT NULL
    AND p.person_id = ANY($1::uuid[])`;

/**
 * Replaces the reports of these persons; those of somebody who was merged into one of them move with it. What was
 * held back for want of consent is looked at again.
 */
export async function saveConsents(tx: Tx, owned: readonly OwnedConsents[]): Promise<void> {
  if (owned.length === 0) return;
  const rows = owned.flatMap(({ personId, consents }) =>
    consents.map((report) => ({ personId, report })),
  );
  await tx.query(DROP, [
    owned.map(({ personId }) => personId),
    rows.map(({ report }) => report.eventId),
  ]);
  await add(tx, rows);
  await tx.query(RELEASE_HELD, [owned.map(({ personId }) => personId)]);
}
