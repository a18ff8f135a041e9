import type { Unpacked } from './unpacking.js';

const MAGIC = 0x184d2204;
const VERSION_MASK = 0xc0;
const VERSION = 0x40;
const INDEPENDENT_BLOCKS = 0x20;
const BLOCK_CHECKSUM = 0x10;
const CONTENT_SIZE = 0x08;
const DICTIONARY = 0x01;
const UNCOMPRESSED = 0x80000000;
const HISTORY_BYTES = 64 * 1024;
const BLOCK_BYTES: Readonly<Record<number, number>> = {
  4: 64 * 1024,
  5: 256 * 1024,
  6: 1024 * 1024,
  7: 4 * 1024 * 1024,
};

interface Frame {
  readonly blockBytes: number;
  readonly checksumBytes: number;
  readonly isLinked: boolean;
  /** Where the first block begins. */
  readonly start: number;
}

function frameOf(bytes: Buffer): Frame {
  const flags = bytes.readUInt8(4);
  const blockBytes = BLOCK_BYTES[(bytes.readUInt8(5) >> 4) & 7];
  const isKnown = bytes.readUInt32LE(0) === MAGIC && (flags & VERSION_MASK) === VERSION;
  if (!isKnown || blockBytes === undefined || flags & DICTIONARY)
    throw new Error('not a frame of LZ4 that Kafka clients write');
  return {
    blockBytes,
    checksumBytes: flags & BLOCK_CHECKSUM ? 4 : 0,
    isLinked: !(flags & INDEPENDENT_BLOCKS),
    start: 7 + (flags & CONTENT_SIZE ? 8 : 0),
  };
}

/** Reads a frame block by block, so that a bomb ends at the limit and nobody waits for the whole. */
export async function unpackLz4(bytes: Buffer, into: Unpacked): Promise<void> {
  const { default: lz4 } = await import('lz4js');
  const { blockBytes, checksumBytes, isLinked, start } = frameOf(bytes);
  let history: Uint8Array = new Uint8Array(0);
  for (let at = start; ;) {
    const size = bytes.readUInt32LE(at);
    at += 4;
    if (size === 0) return;
    const length = size & ~UNCOMPRESSED;
    if (length > blockBytes || at + length > bytes.length) throw new Error('a block is too long');
    // A linked block may copy from what came before it.
    const target = new Uint8Array(history.length + blockBytes);
    target.set(history);
    let end = history.length;
    if (size & UNCOMPRESSED) {
      target.set(bytes.subarray(at, at + length), end);
      end += length;
    } else end = lz4.decompressBlock(bytes, target, at, length, end);
    if (!(end <= target.length)) throw new Error('a block unpacks to more than a block');
    into.add(target.slice(history.length, end));
    if (isLinked) history = target.slice(Math.max(0, end - HISTORY_BYTES), end);
    at += length + checksumBytes;
    await into.breathe();
  }
}
