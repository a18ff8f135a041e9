/** Bodies made of an event that is whole, by the numbers of docs/security.md, with the status they are refused with. */
export const STRANGE_BODIES: ReadonlyArray<
  readonly [string, number, (whole: string) => string | Buffer]
> = [
  [
    'attack 16: a hundred thousand lists',
    400,
    () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ],
  [
    'attack 16: a million keys',
    413,
    (whole) => whole.replace('"data":{', `"data":{${'"a":1,'.repeat(1_000_000)}`),
  ],
  ['attack 16: a million values', 413, () => `[${'1,'.repeat(1_000_000)}1]`],
  [
    'attack 18: an id that is a number',
    400,
    (whole) => whole.replace(/"A-\d+"/, '9007199254740993'),
  ],
  ['attack 18: 1e400', 400, (whole) => whole.replace('"clinician"', '1e400')],
  ['attack 18: NaN', 400, (whole) => whole.replace('"clinician"', 'NaN')],
  [
    'attack 19: bytes that are no UTF-8',
    400,
    (whole) => Buffer.from(whole.replace('"A-', '"\u00ffA-'), 'latin1'),
  ],
  ['attack 19: two byte order marks', 400, (whole) => `\ufeff\ufeff${whole}`],
  ['attack 19: a NUL', 400, (whole) => whole.replace('"A-', '"\u0000A-')],
  ['attack 19: an escaped NUL', 400, (whole) => whole.replace('"A-', '"\\u0000A-')],
  ['attack 19: half a character', 400, (whole) => whole.replace('"A-', '"\\ud800A-')],
];
