import { upsert, type Tx } from '@handrail/messaging';
import { noRecord, type WaitingRecord } from './domain/record.js';

interface StoredRecord {
  person_id: string;
  record: Partial<WaitingRecord>;
}

/** The record of a row `w` of `waiting_record`, with what counts as interim services now. */
export const RECORD_KNOWING_TERMS = `w.record || jsonb_build_object('interimTerms', (
  SELECT jsonb_build_object('groups', to_jsonb(t.groups), 'needed', t.needed) FROM interim_terms AS t))`;

/** What is noted of some persons as people who wait; those nothing is noted of are left out. */
export async function loadRecords(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, WaitingRecord>> {
  const rows = await tx.query<StoredRecord>(
    `SELECT w.person_id, ${RECORD_KNOWING_TERMS} AS record FROM waiting_record AS w
     WHERE w.person_id = ANY($1::uuid[])`,
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
    record: ['jsonb', ({ waiting: { interimTerms: _, ...record } }) => record],
  },
  { key: 'person_id' },
);
