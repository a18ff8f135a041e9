import type { Tx } from '@handrail/messaging';
import type { Stay, StayHistory } from './domain/stay.js';

interface StoredHistory {
  person_id: string;
  stays: Stay[];
  retracted: string[];
}

/** What is known of the stays of some persons; those nothing is known of are left out. */
export async function loadHistories(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, StayHistory>> {
  const rows = await tx.query<StoredHistory>(
    'SELECT person_id, stays, retracted FROM stay_history WHERE person_id = ANY($1::uuid[])',
    [personIds],
  );
  return new Map(
    rows.map(({ person_id: personId, stays, retracted }) => [personId, { stays, retracted }]),
  );
}

const SAVE = `
  INSERT INTO stay_history (person_id, stays, retracted)
  SELECT r.person_id, r.stays, r.retracted
  FROM jsonb_to_recordset($1::jsonb) AS r(person_id uuid, stays jsonb, retracted uuid[])
  ON CONFLICT (person_id) DO UPDATE SET stays = excluded.stays, retracted = excluded.retracted`;

export async function saveHistories(
  tx: Tx,
  histories: ReadonlyArray<{ readonly personId: string; readonly history: StayHistory }>,
): Promise<void> {
  if (histories.length === 0) return;
  const rows = histories.map(({ personId, history }) => ({ person_id: personId, ...history }));
  await tx.query(SAVE, [JSON.stringify(rows)]);
}
