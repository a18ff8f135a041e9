import { createHash } from 'node:crypto';
import { isDay, isStorableText, unstorablePath } from '@handrail/domain';

/**
 * Bytes a key may have. A B-tree entry holds about 2,700 bytes, and a key is in an index together with
 * other columns; keys of Handrail are UUIDs.
 */
const MAX_KEY_BYTES = 512;

/** Whether a text can be the key of a lane. */
export const isUsableKey = (key: string): boolean =>
  key !== '' && Buffer.byteLength(key) <= MAX_KEY_BYTES && isStorableText(key);

const MAX_ATTRIBUTE_LENGTH = 255;

/** Whether a text can be an attribute of an event: its source or the id of its cause. */
export const isUsableAttribute = (text: string): boolean =>
  text.length <= MAX_ATTRIBUTE_LENGTH && isStorableText(text);

const RFC3339 =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/i;

/** Milliseconds of an RFC 3339 time of a day that exists, from year 1 on; null for everything else. */
export function millisOf(time: string): number | null {
  if (!isDay(RFC3339.exec(time)?.[1] ?? '')) return null;
  const millis = Date.parse(time);
  return Number.isNaN(millis) ? null : millis;
}

/**
 * Whether a time can be the `now` of a rule: ids are made of it, and a UUIDv7 counts from 1970. Its
 * instant may not leave the four-digit years either, whatever its offset.
 */
export function isUsableNow(time: string): boolean {
  const millis = millisOf(time);
  return millis !== null && millis >= 0 && millis < Date.UTC(10_000, 0);
}

const ESCAPED = /\\u(?:0000|d[89a-f])/i;

/** Whether every text in parsed JSON can be stored; `json` is what it was parsed from. */
export function isStorableJson(json: string, value: unknown): boolean {
  // Bytes of UTF-8 hold no half pair and valid JSON no bare NUL: only escapes can bring them in.
  return !ESCAPED.test(json) || unstorablePath(value) === undefined;
}

/** What stands for bytes that are not kept: `sha-256=` and the hash in hex. */
export const digestOf = (...parts: ReadonlyArray<Buffer | string>): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return `sha-256=${hash.digest('hex')}`;
};
