/**
 * Most that one compressed batch may become. Producers bound a batch before they compress it, at 1 MiB
 * unless told otherwise; a megabyte of LZ4 could become a quarter of a gigabyte.
 */
export const MAX_UNPACKED_BYTES = 8 * 1024 * 1024;

/** Most records in one compressed batch: ten times what producers put together unless told otherwise. */
export const MAX_BATCH_RECORDS = 100_000;

/** Bytes unpacked between two turns of the event loop. */
const BREATH_BYTES = 256 * 1024;

/**
 * A batch that cannot be unpacked. The patched decoder of kafkajs puts one record in its place, with
 * `unreadable` as its note, and reads on.
 */
export class UnreadableBatchError extends Error {
  override readonly name = 'UnreadableBatchError';

  /** @param unreadable a short code such as `compression-zstd-too-large` */
  constructor(
    readonly unreadable: string,
    cause?: unknown,
  ) {
    super(unreadable, { cause });
  }
}

/** Thrown by the unpacking of a codec when the limit is passed. */
export class TooLargeError extends Error {}

/** Collects what is unpacked, never more than allowed, and lets others run in between. */
export class Unpacked {
  readonly #maxBytes: number;
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;
  #sinceBreath = 0;

  constructor(maxBytes = MAX_UNPACKED_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** How much may still come. */
  get left(): number {
    return this.#maxBytes - this.#bytes;
  }

  add(part: Uint8Array): void {
    if (part.length > this.left) throw new TooLargeError();
    this.#bytes += part.length;
    this.#sinceBreath += part.length;
    this.#parts.push(part);
  }

  async breathe(): Promise<void> {
    if (this.#sinceBreath < BREATH_BYTES) return;
    this.#sinceBreath = 0;
    await new Promise((resume) => setImmediate(resume));
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
