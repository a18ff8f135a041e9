import type { NewRecord } from './event-log.js';

/** Above it a record alone would be refused by a broker; the outbox allows a quarter of it. */
export const MAX_RECORD_BYTES = 1_000_000;

/** Length, offset, timestamp and attribute fields of a record, and the lengths of its parts. */
const RECORD_OVERHEAD_BYTES = 40;
const HEADER_OVERHEAD_BYTES = 4;

/** What a record takes in a log, within a few bytes. */
export function bytesOf(record: NewRecord): number {
  let bytes = RECORD_OVERHEAD_BYTES + (record.value?.length ?? 0);
  if (record.key !== null) bytes += Buffer.byteLength(record.key);
  for (const [name, value] of Object.entries(record.headers))
    bytes += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(value);
  return bytes;
}

/** A UTF-16 unit takes three bytes at most: no text has to be measured to know that a record is small. */
const MOST_BYTES_OF_A_UNIT = 3;

function isSmall({ key, value, headers }: NewRecord): boolean {
  let units = key?.length ?? 0;
  let fields = 0;
  for (const name in headers) {
    units += name.length + headers[name]!.length;
    fields += 1;
  }
  const ofTexts = units * MOST_BYTES_OF_A_UNIT + fields * HEADER_OVERHEAD_BYTES;
  return RECORD_OVERHEAD_BYTES + (value?.length ?? 0) + ofTexts <= MAX_RECORD_BYTES;
}

/**
 * The log answered, and refuses at least one record of a publish for what it is: publishing the same
 * again will not help, publishing the others without it will.
 */
export class RefusedRecordError extends Error {
  override readonly name = 'RefusedRecordError';

  /** @param reason a short code without anything from the record, such as `too-large` */
  constructor(
    readonly reason: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Why a log of ours does not take some of these records, before they are sent: both refuse the same. */
export function refusalBySize(records: readonly NewRecord[]): RefusedRecordError | undefined {
  for (const record of records) {
    if (isSmall(record)) continue;
    const bytes = bytesOf(record);
    if (bytes > MAX_RECORD_BYTES)
      return new RefusedRecordError(
        'too-large',
        `A record for ${record.topic} has ${bytes} bytes; at most ${MAX_RECORD_BYTES}.`,
      );
  }
  return undefined;
}
