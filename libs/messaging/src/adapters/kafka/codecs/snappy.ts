import type { Unpacked } from './unpacking.js';
import { TooLargeError } from './unpacking.js';

/** How the Java client frames Snappy: a header of 16 bytes, then blocks with their length before them. */
const FRAME_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const FRAME_HEADER_BYTES = 16;

/** Reads the Java client's frames, and the bare block other clients send. */
export async function unpackSnappy(bytes: Buffer, into: Unpacked): Promise<void> {
  const { default: snappy } = await import('snappyjs');
  const block = (part: Buffer) => {
    if (lengthOf(part) > into.left) throw new TooLargeError();
    into.add(snappy.uncompress(part, into.left));
  };
  if (!bytes.subarray(0, FRAME_MAGIC.length).equals(FRAME_MAGIC)) return block(bytes);
  for (let at = FRAME_HEADER_BYTES; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    at += 4;
    if (at + length > bytes.length) throw new Error('a block ends behind the batch');
    block(bytes.subarray(at, at + length));
    at += length;
    await into.breathe();
  }
}

/** The length a block says it will have: a varint at its beginning. */
function lengthOf(block: Buffer): number {
  let length = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block.readUInt8(at);
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return length;
  }
  throw new Error('a block without a length');
}
