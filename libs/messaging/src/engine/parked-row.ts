import { decode, NEWER_VERSION, type Decoded } from './decode.js';
import type { KnownTypes } from './known-types.js';
import { fromStored, type StoredRecord } from './stored-record.js';

/** Stands for the topic of a timer, which was never on one. */
export const TIMER_TOPIC = 'timer';

/** Why an event is parked that waits for another one of its person. */
export const BEHIND_PARKED = 'behind-parked-event';

/** Where events come from that no log delivers: timers, and what a service failed to do by itself. */
export const TIMER_PLACE = { topic: TIMER_TOPIC, partition: 0, position: 0n } as const;

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
  const raw = fromStored(row.record);
  const turn = decode(raw, place, known);
  if (turn.kind === 'skipped') {
    // Only a newer program sets timers nobody here handles: passing over one would lose it.
    if (row.topic !== TIMER_TOPIC) return turn;
    const { event_id: id, key, type } = row;
    return { kind: 'poison', id, key, type, cause: NEWER_VERSION, raw };
  }
  if (turn.kind === 'poison') return { ...turn, id: row.event_id, key: row.key ?? turn.key };
  return row.key === null ? turn : { ...turn, event: { ...turn.event, key: row.key } };
}
