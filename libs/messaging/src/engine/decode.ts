import { isUtf8 } from 'node:buffer';
import { problemsOf, type Upcaster } from '@handrail/contracts';
import { deriveId, MAX_JSON_DEPTH, nestsDeeperThan } from '@handrail/domain';
import type { LogRecord } from '../log/event-log.js';
import { ownerOf } from '../log/topics.js';
import type { EventEnvelope } from './envelope.js';
import type { KnownTypes } from './known-types.js';
import { PAYLOAD_LIMIT_BYTES } from './outbox.js';
import {
  isStorableJson,
  isUsableAttribute,
  isUsableKey,
  isUsableNow,
  millisOf,
} from './storable.js';
import type { RawRecord } from './stored-record.js';

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

/** The reason of an event whose version is later than those this program handles. */
export const NEWER_VERSION = 'newer-version';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Attributes of every event, checked before its version matters. */
interface Attributes {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  /** The now of whoever decides it. */
  readonly recordedTime: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads a record strictly. A record that claims to be an event somebody handles but is not readable or
 * breaks its schema is poison; so is a version later than the handled one, until a newer program reads
 * it. A name nobody handles is skipped and counted. Nothing throws, and no text of an event or of
 * poison is one that a column of the database would refuse.
 */
export function decode(raw: RawRecord, place: RecordPlace, known: KnownTypes): Decoded {
  const { headers } = raw;
  const claimedId = headers['ce_id'];
  const id =
    claimedId !== undefined && UUID.test(claimedId)
      ? claimedId.toLowerCase()
      : deriveId(0, 'unreadable', place.topic, String(place.partition), String(place.position));
  const noKey = { kind: 'poison', id, key: null, type: null, raw } as const;
  if (raw.unreadable !== undefined) return { ...noKey, cause: `undecodable:${raw.unreadable}` };
  if (raw.value === null) return { kind: 'skipped', reason: 'tombstone' };
  const type = headers['ce_type'] ?? null;
  const reading = type === null ? null : known.reading(type);
  if (reading?.kind === 'unknown') return { kind: 'skipped', reason: 'unhandled-type' };
  const claimedKey = raw.key ?? headers['ce_personkey'] ?? null;
  if (claimedKey !== null && !isUsableKey(claimedKey))
    return { ...noKey, type, cause: 'undecodable:unusable-key' };
  const poison = (cause: string): Decoded => ({ ...noKey, key: claimedKey, type, cause });

  if (headers['ce_specversion'] !== '1.0') return poison('undecodable:not-cloudevents-1.0');
  if (type === null || reading === null) return poison('undecodable:no-type');
  if (id !== claimedId?.toLowerCase()) return poison('undecodable:no-id');
  if (claimedKey === null) return poison('undecodable:no-key');
  const unusable = unusableAttribute(headers);
  if (unusable) return poison(`undecodable:unusable-${unusable}`);
  const recordedTime = recordedTimeOf(headers);
  if (recordedTime === null) return poison('undecodable:unusable-time');
  const foreign = foreignPart(place.topic, type, headers['ce_source'] ?? '');
  if (foreign) return poison(`undecodable:foreign-${foreign}`);
  if (reading.kind === 'newer') return poison(NEWER_VERSION);
  if (reading.kind === 'no-upcaster') return poison(`undecodable:no-upcaster:${type}`);
  const attributes = { id, key: claimedKey, type, recordedTime, headers };
  const event = readEvent(raw.value, attributes, known, stepsOf(reading));
  return typeof event === 'string' ? poison(event) : { kind: 'event', raw, event };
}

export const decodeRecord = (record: LogRecord, known: KnownTypes): Decoded =>
  decode(
    record,
    { topic: record.topic, partition: record.partition, position: record.offset },
    known,
  );

const stepsOf = (reading: ReturnType<KnownTypes['reading']>): readonly Upcaster[] =>
  reading.kind === 'upcast' ? reading.steps : [];

/** The envelope with its payload, brought to the handled version; a text says what is wrong. */
function readEvent(
  bytes: Buffer,
  attributes: Attributes,
  known: KnownTypes,
  steps: readonly Upcaster[],
): EventEnvelope | string {
  const data = parseObject(bytes);
  if (typeof data === 'string') return data;
  const { type } = attributes;
  const contract = known.contractOf(type);
  const problem = contract ? problemsOf(contract, data)[0] : undefined;
  if (problem) return `schema:${type}:${schemaPath(problem.path)}`;
  const last = steps.at(-1);
  if (!last) return envelope(attributes, data);
  try {
    const upcast = steps.reduce((payload, step) => step.upcast(payload), data);
    const fault = problemsOf(last.to, upcast)[0];
    if (fault) return `upcast:${last.to.type}:${schemaPath(fault.path)}`;
    return envelope({ ...attributes, type: last.to.type }, upcast);
  } catch {
    return `upcast:${last.to.type}:threw`;
  }
}

/**
 * What shows that a record was not written by the service its topic belongs to. Each service may write on its own
 * topic alone; what one of them says in the name of another is believed by nobody.
 */
function foreignPart(topic: string, type: string, source: string): 'source' | 'type' | null {
  const owner = ownerOf(topic);
  if (owner === undefined) return null;
  if (source !== `handrail/${owner}`) return 'source';
  return type.startsWith(`handrail.${owner}.`) ? null : 'type';
}

/** The first attribute that is no text a column takes. */
function unusableAttribute(headers: Readonly<Record<string, string>>): string | null {
  if (!isUsableAttribute(headers['ce_source'] ?? '')) return 'source';
  if (!isUsableAttribute(headers['ce_causationid'] ?? '')) return 'causationid';
  return isUsableAttribute(headers['ce_correlationid'] ?? '') ? null : 'correlationid';
}

/** When the event was recorded, or happened where that is not known; null when neither can be a now. */
function recordedTimeOf(headers: Readonly<Record<string, string>>): string | null {
  const time = headers['ce_time'] ?? '';
  if (millisOf(time) === null) return null;
  const recorded = headers['ce_recordedtime'] ?? '';
  if (recorded === time || !isUsableNow(recorded)) return isUsableNow(time) ? time : null;
  return recorded;
}

function envelope(
  { id, key, type, recordedTime, headers }: Attributes,
  data: Record<string, unknown>,
): EventEnvelope {
  const time = headers['ce_time']!;
  const traceparent = headers['ce_traceparent'] ?? '';
  return {
    id,
    key,
    type,
    time,
    data,
    source: headers['ce_source'] ?? '',
    causationId: headers['ce_causationid'] ?? id,
    correlationId: headers['ce_correlationid'] ?? id,
    recordedTime,
    ...(TRACEPARENT.test(traceparent) ? { traceparent } : {}),
  };
}

/** The payload as an object; a text says why it is none. */
function parseObject(bytes: Buffer): Record<string, unknown> | string {
  if (bytes.length > PAYLOAD_LIMIT_BYTES) return 'undecodable:too-large';
  if (nestsDeeperThan(MAX_JSON_DEPTH, bytes)) return 'undecodable:nested-too-deep';
  const isText = isUtf8(bytes);
  const json = isText ? bytes.toString('utf8') : '';
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return 'undecodable:not-a-json-object';
    return isStorableJson(json, value)
      ? (value as Record<string, unknown>)
      : 'undecodable:text-that-cannot-be-stored';
  } catch {
    return 'undecodable:not-a-json-object';
  }
}

const LONGEST_PATH = 200;

/** Array positions differ between events of one cause; the group of a cause must not. */
const schemaPath = (path: string) => path.slice(0, LONGEST_PATH).replace(/\/\d+/g, '/*');
