import { upsert, type Tx } from '@handrail/messaging';
import { noRecord, type WaitingRecord } from './domain/record.js';

interface StoredRecord {
  person_id: string;
  record: Partial<WaitingRecord>;
}

/** What is noted of some persons as people who wait; those nothing is noted of are left out. */
export async function loadRecords(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, WaitingRecord>> {
  const rows = await tx.query<StoredRecord>(
    'SELECT person_id, record FROM waiting_record WHERE person_id = ANY($1::uuid[])',
    [personIds],
  );
  return new Map(rows.map(({ person_id: personId, record }) => [personId, toRecord(record)]));
}

/** A record of an earlier release lacks what was not kept then. */
export const toRecord = (stored: Partial<WaitingRecord> | null): WaitingRecord => ({
  ...noRecord,
  ...stored,
});

interface OwnedRecord {
  readonly personId: string;
  readonly waiting: WaitingRecord;
}

export const saveRecords = upsert<OwnedRecord>(
  'waiting_record',
  {
    person_id: ['uuid', ({ personId }) => personId],
    record: ['jsonb', ({ waiting }) => waiting],
  },
  { key: 'person_id' },
);
