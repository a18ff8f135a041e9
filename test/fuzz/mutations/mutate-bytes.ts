import type { Dice } from '../dice.js';

const PIECES = [
  '\u0000',
  '\uFEFF',
  '[',
  '{',
  '"',
  '\\',
  '|',
  '^',
  '~',
  '&',
  '\r',
  'MSH|^~\\&|',
  '1e999',
];
const BROKEN_UTF8 = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80]];

/** Bytes cut off, flipped, doubled, or filled with what belongs nowhere. */
export function mutateBytes(dice: Dice, bytes: Buffer): Buffer {
  const at = dice.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + dice.below(20));
  const around = (middle: Uint8Array) =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(to)]);
  switch (dice.below(7)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return around(Buffer.alloc(0));
    case 2:
      return around(dice.bytes(dice.below(12)));
    case 3:
      return around(Buffer.concat([bytes.subarray(at, to), bytes.subarray(at, to)]));
    case 4:
      return around(Buffer.from(dice.pick(BROKEN_UTF8)));
    case 5:
      return around(Buffer.from(dice.pick(PIECES).repeat(1 + dice.below(40))));
    default:
      return Buffer.concat([Buffer.from(dice.pick(PIECES)), bytes]);
  }
}
