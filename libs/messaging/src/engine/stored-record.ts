import { isStorableText } from '@handrail/domain';
import type { LogRecord } from '../log/event-log.js';
import { digestOf } from './storable.js';

/** A record as it was read; kept while parked so that a new release can decode it again. */
export type RawRecord = Pick<LogRecord, 'key' | 'headers' | 'value' | 'unreadable'>;

/** How a parked record lies in the inbox. */
export interface StoredRecord {
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly valueBase64: string | null;
  /** Key and headers as JSON in base64, where a column would refuse their text; then they are empty. */
  readonly exactBase64?: string;
  readonly unreadable?: string;
}

/** Headers beyond this are kept as exact bytes: nobody looks at so many of them as columns. */
const MAX_PLAIN_HEADERS = 200;
/** Four times what a broker takes unless it is told otherwise. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;

/**
 * The storable form of a record: every text of it can be stored, whatever the record holds, and
 * `fromStored` gives the very same record back. One that is larger than what is kept becomes a digest.
 */
export function toStored(raw: RawRecord): StoredRecord {
  const { key, headers, value, unreadable } = raw;
  const texts = Object.entries(headers).flat();
  let bytes = (value?.length ?? 0) + (key?.length ?? 0);
  for (const text of texts) bytes += text.length;
  if (bytes > MAX_KEPT_BYTES) return toStored(digestRecord(raw, 'kept-as-digest'));
  const note = unreadable === undefined ? {} : { unreadable };
  const valueBase64 = value?.toString('base64') ?? null;
  const isPlain =
    texts.length <= 2 * MAX_PLAIN_HEADERS && [key ?? '', ...texts].every(isStorableText);
  if (isPlain) return { key, headers, valueBase64, ...note };
  const exactBase64 = Buffer.from(JSON.stringify({ key, headers })).toString('base64');
  return { key: null, headers: {}, valueBase64, exactBase64, ...note };
}

export function fromStored(stored: StoredRecord): RawRecord {
  const { valueBase64, exactBase64, unreadable } = stored;
  const exact =
    exactBase64 === undefined
      ? stored
      : (JSON.parse(Buffer.from(exactBase64, 'base64').toString()) as StoredRecord);
  return {
    key: exact.key,
    headers: exact.headers,
    value: valueBase64 === null ? null : Buffer.from(valueBase64, 'base64'),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** What is left of a record that cannot be kept: its digest and its size, and why. */
export function digestRecord(raw: RawRecord, unreadable: string): RawRecord {
  const rest = JSON.stringify({ key: raw.key, headers: raw.headers });
  const value = raw.value ?? Buffer.alloc(0);
  return {
    key: null,
    headers: {
      digest: digestOf(value, rest),
      bytes: String(value.length + Buffer.byteLength(rest)),
    },
    value: null,
    unreadable,
  };
}
