import type { Dice } from '../dice.js';

/** Text of JSON that is written as it stands: numbers no double holds, brackets without end. */
export class RawJson {
  constructor(readonly text: string) {}
}

const script = (first: number, length: number) =>
  Array.from({ length }, (_, at) => String.fromCodePoint(first + ((at * 7_919) % 5_000))).join('');

const TEXTS: readonly string[] = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', 'x\udc00y', '\uFEFF', '\u202Eabc', '🌎'.repeat(700)],
  ...[script(0x4e00, 2_048), script(0x4e00, 900), script(0x0400, 3_000), 'x'.repeat(3_072)],
  ...['x'.repeat(20_000), '%00', '%', '%ZZ', '"', '\\', "'; --", '${x}', '../..', 'null', 'true'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'NaN', 'Infinity', '-0', '1e400'],
  ...['\r', '\n', '\t', '\u000b', '\u001c\r', '\u2028', '|^~\\&', '\\X00\\', '\\.br\\', '\\H\\'],
];

const TIMES: readonly string[] = [
  ...[
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2026-02-30T10:00:00Z',
  ],
  ...['+275760-09-13T00:00:00.000Z', '+275760-09-14T00:00:00.000Z', '-000001-01-01T00:00:00Z'],
  ...['2026-11-07T24:00:00Z', '2026-11-07T23:59:60Z', '2026-11-07T10:00:00+99:99', '2026-11-07'],
  ...[
    '2026-11-07T10:00:00',
    '1970-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
  ],
  ...['2199-12-31T23:59:59.999999999-12:00', '1900-01-01T00:00:00+14:00', 'yesterday', '20261107'],
];

const NUMBERS: readonly string[] = [
  ...['0', '-0', '-1', '1', '0.5', '1e400', '-1e400', '1e-400', '9007199254740993', '2147483648'],
  ...['-2147483649', '9223372036854775808', '1e308', '32768', '123456789012345678901234567890'],
  ...['1.0000000000000000000000001', '100001', '99999999999999999999e99', '4', '5'],
];

const DEPTHS = [2, 10, 62, 63, 64, 65, 66, 200, 6_000];

export const oddText = (dice: Dice): string => dice.pick(dice.oneIn(4) ? TIMES : TEXTS);
export const oddTime = (dice: Dice): string => dice.pick(TIMES);
export const oddNumber = (dice: Dice): string => dice.pick(NUMBERS);

/** A value of any JSON type that is seldom meant. */
export function oddValue(dice: Dice): unknown {
  switch (dice.below(8)) {
    case 0:
      return null;
    case 1:
      return dice.oneIn(2);
    case 2:
    case 3:
      return new RawJson(oddNumber(dice));
    case 4:
      return dice.pick<unknown>([[], {}, [[]], [null], { '': '' }]);
    case 5:
      return nested(dice);
    default:
      return oddText(dice);
  }
}

/** Lists or objects inside one another, with an end and without. */
export function nested(dice: Dice): RawJson {
  const depth = dice.pick(DEPTHS);
  const [open, close] = dice.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ] as const);
  const inside = open === '[' ? '' : '1';
  const end = dice.oneIn(20) ? '' : close.repeat(depth);
  return new RawJson(open.repeat(depth) + inside + end);
}
