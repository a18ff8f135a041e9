const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

/** Murmur2 as the Java Kafka client computes it, so that every producer agrees on the partition. */
export function murmur2(text: string): number {
  const data = Buffer.from(text);
  const length = data.length;
  let hash = (SEED ^ length) | 0;
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(data.readInt32LE(i), M);
    k = Math.imul(k ^ (k >>> R), M);
    hash = Math.imul(hash, M) ^ k;
  }
  for (let i = length - 1; i >= whole; i -= 1) hash ^= data[i]! << (8 * (i - whole));
  if (length > whole) hash = Math.imul(hash, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

/** Partition, or outbox slot, of a key: the positive hash modulo the count. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(key) & 0x7fffffff) % partitions;
