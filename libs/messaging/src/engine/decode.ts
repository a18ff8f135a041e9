import { contractOf, problemsOf } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import type { LogRecord } from '../log/event-log.js';
import type { EventEnvelope } from './envelope.js';

/** Where a record was read; kept with its inbox row. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly position: bigint;
}

export type Decoded =
  | { readonly kind: 'event'; readonly event: EventEnvelope; readonly raw: RawRecord }
  | {
      readonly kind: 'poison';
      readonly id: string;
      readonly key: string | null;
      readonly type: string | null;
      readonly cause: string;
      readonly raw: RawRecord;
    }
  | { readonly kind: 'skipped'; readonly reason: 'tombstone' | 'unhandled-type' };

/** A record as it was read; kept while parked so that a new release can decode it again. */
export interface RawRecord {
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** How a parked record lies in the inbox. */
export interface StoredRecord {
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly valueBase64: string | null;
}

export const toStored = (raw: RawRecord): StoredRecord => ({
  key: raw.key,
  headers: raw.headers,
  valueBase64: raw.value?.toString('base64') ?? null,
});

export const fromStored = (stored: StoredRecord): RawRecord => ({
  key: stored.key,
  headers: stored.headers,
  value: stored.valueBase64 === null ? null : Buffer.from(stored.valueBase64, 'base64'),
});

/**
 * Reads a record strictly. A record that claims to be an event somebody handles but is not readable or
 * breaks its schema is poison; a type nobody handles is skipped and counted; nothing throws.
 */
export function decode(
  raw: RawRecord,
  place: RecordPlace,
  handles: (type: string) => boolean,
): Decoded {
  const { headers } = raw;
  if (raw.value === null) return { kind: 'skipped', reason: 'tombstone' };
  const type = headers['ce_type'] ?? null;
  if (type !== null && !handles(type)) return { kind: 'skipped', reason: 'unhandled-type' };
  const key = raw.key ?? headers['ce_personkey'] ?? null;
  const claimedId = headers['ce_id'];
  const id =
    claimedId !== undefined && UUID.test(claimedId)
      ? claimedId.toLowerCase()
      : deriveId(0, 'unreadable', place.topic, String(place.partition), String(place.position));
  const poison = (cause: string): Decoded => ({ kind: 'poison', id, key, type, cause, raw });

  if (headers['ce_specversion'] !== '1.0') return poison('undecodable:not-cloudevents-1.0');
  if (type === null) return poison('undecodable:no-type');
  if (id !== claimedId?.toLowerCase()) return poison('undecodable:no-id');
  if (key === null) return poison('undecodable:no-key');
  const time = headers['ce_time'] ?? '';
  if (Number.isNaN(Date.parse(time))) return poison('undecodable:no-time');
  const data = parseObject(raw.value);
  if (data === null) return poison('undecodable:not-a-json-object');
  const contract = contractOf(type);
  const problem = contract ? problemsOf(contract, data)[0] : undefined;
  if (problem) return poison(`schema:${type}:${schemaPath(problem.path)}`);
  return { kind: 'event', raw, event: envelope(id, key, type, time, headers, data) };
}

export const decodeRecord = (record: LogRecord, handles: (type: string) => boolean): Decoded =>
  decode(
    record,
    { topic: record.topic, partition: record.partition, position: record.offset },
    handles,
  );

function envelope(
  id: string,
  key: string,
  type: string,
  time: string,
  headers: Readonly<Record<string, string>>,
  data: Record<string, unknown>,
): EventEnvelope {
  const recorded = headers['ce_recordedtime'] ?? '';
  const traceparent = headers['ce_traceparent'];
  return {
    id,
    key,
    type,
    time,
    data,
    source: headers['ce_source'] ?? '',
    causationId: headers['ce_causationid'] ?? id,
    correlationId: headers['ce_correlationid'] ?? id,
    recordedTime: Number.isNaN(Date.parse(recorded)) ? time : recorded,
    ...(traceparent ? { traceparent } : {}),
  };
}

function parseObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Array positions differ between events of one cause; the group of a cause must not. */
const schemaPath = (path: string) => path.replace(/\/\d+/g, '/*');
