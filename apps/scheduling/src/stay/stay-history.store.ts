import { upsert, type Tx } from '@handrail/messaging';
import type { KnownStay, StayHistory } from './domain/stay.js';

interface StoredHistory {
  person_id: string;
  stays: KnownStay[];
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

interface OwnedHistory {
  readonly personId: string;
  readonly history: StayHistory;
}

export const saveHistories = upsert<OwnedHistory>(
  'stay_history',
  {
    person_id: ['uuid', ({ personId }) => personId],
    stays: ['jsonb', ({ history }) => history.stays],
    retracted: ['text[]', ({ history }) => history.retracted],
  },
  { key: 'person_id' },
);
