import kafkajs from 'kafkajs';
import { unpackGzip } from './gzip.js';
import { unpackLz4 } from './lz4.js';
import { unpackSnappy } from './snappy.js';
import { unpackZstd } from './zstd.js';
import { MAX_BATCH_RECORDS, TooLargeError, Unpacked, UnreadableBatchError } from './unpacking.js';

type Unpack = (bytes: Buffer, into: Unpacked) => Promise<void>;

const CODECS = {
  GZIP: unpackGzip,
  Snappy: unpackSnappy,
  LZ4: unpackLz4,
  ZSTD: unpackZstd,
} as const satisfies Record<string, Unpack>;

type CodecName = keyof typeof CODECS;

/** Reads one compressed batch; whatever is wrong with it comes as an `UnreadableBatchError`. */
export async function unpack(
  name: CodecName,
  bytes: Buffer,
  records: number,
  maxBytes?: number,
): Promise<Buffer> {
  const codec = `compression-${name.toLowerCase()}`;
  if (records > MAX_BATCH_RECORDS) throw new UnreadableBatchError(`${codec}-too-many-records`);
  const unpacked = new Unpacked(maxBytes);
  try {
    await CODECS[name](bytes, unpacked);
    return unpacked.toBuffer();
  } catch (error) {
    const isTooLarge = error instanceof TooLargeError;
    throw new UnreadableBatchError(isTooLarge ? `${codec}-too-large` : codec, error);
  }
}

/**
 * Teaches kafkajs to read what producers that are not ours compress, in plain JavaScript and within
 * limits. Topics made by `ensureTopics` let the broker unpack everything, so this is met only on topics
 * somebody made or changed by hand. We never compress ourselves.
 */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  for (const name of Object.keys(CODECS) as CodecName[])
    CompressionCodecs[CompressionTypes[name]] = () => ({
      compress: () => Promise.reject(new Error(`records are not compressed with ${name} here`)),
      decompress: (bytes: Buffer, records = 0) => unpack(name, bytes, records),
    });
}
