import { Decompress } from 'fzstd';
import type { Unpacked } from './unpacking.js';

/** Compressed bytes handed over at once; what comes of them is bounded block by block. */
const PUSH_BYTES = 16 * 1024;

export async function unpackZstd(bytes: Buffer, into: Unpacked): Promise<void> {
  // A copy of each part: the stream gives out views of a window it goes on writing into.
  const stream = new Decompress((part) => into.add(part.slice()));
  for (let at = 0; at < bytes.length; at += PUSH_BYTES) {
    stream.push(bytes.subarray(at, at + PUSH_BYTES), at + PUSH_BYTES >= bytes.length);
    await into.breathe();
  }
}
