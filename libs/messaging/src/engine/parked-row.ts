import { decode, type Decoded } from './decode.js';
import type { KnownTypes } from './known-types.js';
import { fromStored, type StoredRecord } from './stored-record.js';

/** An inbox row that is parked: what is needed to take the event up again. */
export interface ParkedRow {
  event_id: string;
  key: string | null;
  topic: string;
  partition: number;
  position: string;
  type: string | null;
  reason: string;
  behind: string | null;
  record: StoredRecord;
}

/**
 * Reads a parked record again, perhaps with a newer release. It keeps the id it is known by, and the
 * key it waits under: that of the survivor when its person was merged meanwhile.
 */
export function turnOf(row: ParkedRow, known: KnownTypes): Decoded {
  const place = { topic: row.topic, partition: row.partition, position: BigInt(row.position) };
  const turn = decode(fromStored(row.record), place, known);
  if (turn.kind === 'skipped') return turn;
  if (turn.kind === 'poison') return { ...turn, id: row.event_id, key: row.key ?? turn.key };
  return row.key === null ? turn : { ...turn, event: { ...turn.event, key: row.key } };
}
