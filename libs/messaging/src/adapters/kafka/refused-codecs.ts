import kafkajs from 'kafkajs';

/**
 * kafkajs reads gzip only. Topics made by `ensureTopics` let the broker unpack everything else, so
 * this is met only on topics that somebody made or changed by hand. Reading then stops with this
 * reason in readiness and log, and goes on by itself once the topic holds readable records.
 */
class UnreadableCompressionError extends Error {
  override readonly name = 'UnreadableCompressionError';
  /** kafkajs must not try the same bytes again; the subscription starts over with growing pauses. */
  readonly retriable = false;

  constructor(codec: string) {
    super(
      `a record is compressed with ${codec}, which cannot be read: set compression.type of the topic ` +
        'to uncompressed and publish the record again',
    );
  }
}

export function refuseUnknownCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  for (const name of ['Snappy', 'LZ4', 'ZSTD'] as const)
    CompressionCodecs[CompressionTypes[name] as keyof typeof CompressionCodecs] = () => ({
      compress: () => Promise.reject(new UnreadableCompressionError(name)),
      decompress: () => Promise.reject(new UnreadableCompressionError(name)),
    });
}
