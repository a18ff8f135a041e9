import type { Request } from 'express';
import { unpacked, unpackLimit } from './packed-body.js';

const KB = 1024;
const packed = (bytes: number | undefined, encoding = 'gzip') =>
  ({
    headers: { 'content-encoding': encoding, 'content-length': bytes && String(bytes) },
  }) as unknown as Request;

describe('a packed body', () => {
  it('takes no place while it is as small as a message, and after that what it may become', () => {
    expect([400, 1024, 2048].map(unpacked)).toEqual([0, 0, 128 * KB]);
  });

  it('is unpacked as far as texts go, and never beyond what a body may have', () => {
    expect(unpackLimit(packed(400), 1024 * KB)).toBe(64 * KB);
    expect(unpackLimit(packed(4 * KB), 1024 * KB)).toBe(256 * KB);
    expect(unpackLimit(packed(400 * KB), 1024 * KB)).toBe(1024 * KB);
    expect(unpackLimit(packed(undefined), 1024 * KB)).toBe(1024 * KB);
    expect(unpackLimit(packed(400, 'identity'), 1024 * KB)).toBe(1024 * KB);
  });
});
