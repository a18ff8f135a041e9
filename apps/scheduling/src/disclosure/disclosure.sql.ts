import { disclosureNotice } from '@handrail/domain';
import type { Queryable } from '@handrail/messaging';
import { consentsOf } from '../consent/consent.store.js';
import type { DisclosureRow, DisclosureSubject } from './domain/disclosure.js';

const ADD = `
  INSERT INTO disclosure
    (key, person_id, placement_id, organisation, recipient, channel, facts, purpose, basis, rests_on, notice, request_id)
  SELECT CASE WHEN "keyOnceMore" IS NOT NULL AND EXISTS (SELECT FROM disclosure AS d WHERE d.key = r.key)
              THEN "keyOnceMore" ELSE key END,
         "personId", "placementId", organisation, recipient, channel, facts, purpose, basis, "restsOn", $2, "requestId"
  FROM jsonb_to_recordset($1::jsonb) AS r(
    key text, "keyOnceMore" text, "personId" uuid, "placementId" uuid, organisation text, recipient text, channel text, facts text[],
    purpose text, basis text, "restsOn" text, "requestId" uuid)
  ON CONFLICT (key) DO NOTHING`;

/** Writes what is about to be told; told again under the same key it is the same telling. */
export async function addDisclosures(db: Queryable, rows: readonly DisclosureRow[]): Promise<void> {
  if (rows.length > 0) await db.query(ADD, [JSON.stringify(rows), disclosureNotice.version]);
}

/** So long after somebody left, their program still settles what it did for them [P]. */
const TREATED_UNTIL = `interval '30 days'`;

// Who was asked in vain, or had somebody long ago, treats nobody: a class of treating providers is not them.
const SUBJECTS = `
  SELECT p.id AS placement_id, p.person_id, ${consentsOf('p.person_id')} AS consents,
         EXISTS (
           SELECT 1 FROM placement AS q
           LEFT JOIN offer AS o ON o.placement_id = q.id AND o.status IN ('sent', 'acknowledged')
           JOIN program AS g ON g.id = o.program_id OR g.id = q.program_id
             AND (q.status IN ('offered', 'confirmed') OR q.left_at > clock_timestamp() - ${TREATED_UNTIL})
           WHERE q.person_id = p.person_id AND g.organisation = $2) AS is_treating,
         (SELECT jsonb_agg(jsonb_build_object(
            'id', a.id, 'basis', 'medical-emergency', 'recipient', a.organisation, 'approvedBy', NULL,
            'from', a.opened_at, 'until', coalesce(a.closed_at, a.until)))
          FROM emergency_access AS a JOIN placement AS q ON q.id = a.placement_id
          WHERE q.person_id = p.person_id AND a.organisation = $2
            AND coalesce(a.closed_at, a.until) > clock_timestamp()) AS grounds
  FROM placement AS p WHERE p.id = ANY($1::uuid[])`;

export const readSubjects = (
  db: Queryable,
  placements: readonly string[],
  organisation: string,
): Promise<DisclosureSubject[]> =>
  db.query<DisclosureSubject>(SUBJECTS, [placements, organisation]);
