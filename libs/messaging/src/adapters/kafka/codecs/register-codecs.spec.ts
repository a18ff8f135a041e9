import snappy from 'snappyjs';
import { gzipSync } from 'node:zlib';
import { unpack } from './register-codecs.js';
import { MAX_BATCH_RECORDS, MAX_UNPACKED_BYTES } from './unpacking.js';

const TEXT = Buffer.from('of a person\n'.repeat(12_000));

// TEXT as the command line tools of the formats' authors compress it: frames that no code here wrote.
const ZSTD = Buffer.from(
  'KLUv/aSAMgIApAAAYG9mIGEgcGVyc29uCgEA8f/PSxJFAAAAAQB98nwBAsrn+Tg=',
  'base64',
);
/** Blocks of 64 KiB that copy from each other. */
const LZ4_LINKED = Buffer.from(
  'BCJNGERAXhYBAADPb2YgYSBwZXJzb24KDAD' +
    '/'.repeat(341) +
    '3FAKb2YgYQoBAAAPDAD' +
    '/'.repeat(341) +
    '6FBhIHBlcjwAAAAPDAD' +
    '/'.repeat(66) +
    '5pQcnNvbgoAAAAAohyI6A==',
  'base64',
);
/** Blocks that stand alone, with checksums and the size of the content. */
const LZ4_CHECKED = Buffer.from(
  'BCJNGHxAgDICAAAAAAA9FgEAAM9vZiBhIHBlcnNvbgoMAP' +
    '/'.repeat(341) +
    'cUApvZiBhlVZ4MBYBAADPIHBlcnNvbgpvZiBhDAD' +
    '/'.repeat(341) +
    '3FBhIHBlcv/YGzdIAAAAz3NvbgpvZiBhIHBlcgwA' +
    '/'.repeat(66) +
    '+OUHJzb24KfCQDaAAAAACiHIjo',
  'base64',
);

/** Snappy as the Java client frames it. */
function snappyFrames(data: Buffer): Buffer {
  const header = Buffer.from('82534e41505059000000000100000001', 'hex');
  const blocks: Buffer[] = [];
  for (let start = 0; start < data.length; start += 32_768) {
    const block = snappy.compress(data.subarray(start, start + 32_768));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    blocks.push(length, block);
  }
  return Buffer.concat([header, ...blocks]);
}

const PACKED = [
  ['GZIP', 'zlib', gzipSync(TEXT)],
  ['Snappy', 'bare', snappy.compress(TEXT)],
  ['Snappy', 'framed', snappyFrames(TEXT)],
  ['LZ4', 'linked', LZ4_LINKED],
  ['LZ4', 'checked', LZ4_CHECKED],
  ['ZSTD', 'checked', ZSTD],
] as const;

describe.each(PACKED)('a batch compressed with %s (%s)', (name, _, packed) => {
  const codec = `compression-${name.toLowerCase()}`;

  it('is read', async () => {
    expect((await unpack(name, packed, 1)).equals(TEXT)).toBe(true);
  });

  it('ends at the limit, whatever it would become', async () => {
    const unreadable = `${codec}-too-large`;
    await expect(unpack(name, packed, 1, TEXT.length - 1)).rejects.toMatchObject({ unreadable });
    expect((await unpack(name, packed, 1, TEXT.length)).length).toBe(TEXT.length);
  });

  // Snappy has no checksum: there a cut batch may unpack, and its records are not readable then.
  it('is not taken for whole wherever it is cut, and fails in no other way', async () => {
    const lengths = [0, 1, 3, 5, 9, 15, 17, 40, packed.length >> 1, packed.length - 5];
    for (const length of lengths.filter((each) => each < packed.length)) {
      const cut = unpack(name, packed.subarray(0, length), 1);
      const outcome = await cut.then(
        (bytes) => !bytes.equals(TEXT),
        (error: { unreadable?: string }) => error.unreadable === codec,
      );
      expect([length, outcome]).toEqual([length, true]);
    }
  });

  it('is not taken apart when it claims more records than anybody sends', async () => {
    const unreadable = `${codec}-too-many-records`;
    const much = unpack(name, packed, MAX_BATCH_RECORDS + 1);
    await expect(much).rejects.toMatchObject({ unreadable });
  });
});

describe('a bomb', () => {
  it('of gzip ends at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(MAX_UNPACKED_BYTES + 1));
    await expect(unpack('GZIP', bomb, 1)).rejects.toMatchObject({
      unreadable: 'compression-gzip-too-large',
    });
  });

  it('of Snappy is seen by the length it announces', async () => {
    const announced = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x00, 0x61]);
    await expect(unpack('Snappy', announced, 1)).rejects.toMatchObject({
      unreadable: 'compression-snappy-too-large',
    });
  });
});
