import fc from 'fast-check';
import { frame, MllpFramer } from './mllp-framer.js';

const payloads = (framer: MllpFramer, ...chunks: Buffer[]) =>
  chunks
    .flatMap((chunk) => framer.push(chunk))
    .map((framed) => (framed.kind === 'frame' ? framed.payload.toString() : framed.kind));

const bytes = (...parts: Array<string | number>) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
  );

describe('MLLP framing', () => {
  it('finds several frames in one chunk, in order', () => {
    const chunk = Buffer.concat([frame('one'), frame('two')]);
    expect(payloads(new MllpFramer(100), chunk)).toEqual(['one', 'two']);
  });

  it('finds the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (texts, cuts) => {
          const all = Buffer.concat(texts.map(frame));
          const chunks: Buffer[] = [];
          for (let at = 0, cut = 0; at < all.length; cut += 1) {
            const size = cuts[cut % cuts.length]!;
            chunks.push(all.subarray(at, at + size));
            at += size;
          }
          expect(payloads(new MllpFramer(1_000), ...chunks)).toEqual(texts);
        },
      ),
      { seed: 12 },
    );
  });

  it('passes over noise between frames', () => {
    const chunk = bytes('hello\r\n', 0x0b, 'one', 0x1c, 0x0d, '\r\n', 0x0b, 'two', 0x1c, 0x0d);
    expect(payloads(new MllpFramer(100), chunk)).toEqual(['one', 'two']);
  });

  it('takes a frame whose last carriage return is missing', () => {
    const chunk = bytes(0x0b, 'one', 0x1c, 0x0b, 'two', 0x1c);
    expect(payloads(new MllpFramer(100), chunk)).toEqual(['one', 'two']);
  });

  it('takes the last start block when the frame before was never ended', () => {
    const chunk = bytes(0x0b, 'lost', 0x0b, 'found', 0x1c, 0x0d);
    expect(payloads(new MllpFramer(100), chunk)).toEqual(['found']);
  });

  it('gives up on a frame larger than the cap', () => {
    const framer = new MllpFramer(10);
    expect(payloads(framer, bytes(0x0b, 'x'.repeat(8)), bytes('x'.repeat(8)))).toEqual([
      'overflow',
    ]);
  });

  it('counts what belongs to no frame, and not the line ends between frames', () => {
    const framer = new MllpFramer(100);
    framer.push(bytes(frame('one').toString('latin1'), '\r\n \r\n'));
    expect(framer.noiseBytes).toBe(0);
    framer.push(bytes('hello'));
    expect(framer.noiseBytes).toBe(5);
    framer.push(frame('two'));
    expect(framer.noiseBytes).toBe(0);
  });

  it('holds at most twice the cap, however small the pieces are', () => {
    const framer = new MllpFramer(10_000);
    framer.push(bytes(0x0b));
    for (let at = 0; at < 10_000; at += 1) framer.push(bytes('x'));
    expect(framer.openBytes).toBe(10_000);
    expect(framer.heldBytes).toBeLessThanOrEqual(20_000);
  });

  it('knows whether a frame is open', () => {
    const framer = new MllpFramer(100);
    framer.push(bytes('noise'));
    expect(framer.isOpen).toBe(false);
    framer.push(bytes(0x0b, 'half'));
    expect([framer.isOpen, framer.openBytes]).toEqual([true, 4]);
  });
});
