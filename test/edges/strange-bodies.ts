/** Bodies made of an event that is whole, by the numbers of docs/security.md, with the status they are refused with. */
export const STRANGE_BODIES: ReadonlyArray<
  readonly [string, number, (whole: string) => string | Buffer]
> = [
  ['16: a hundred thousand lists', 400, () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  [
    '16: a million keys',
    413,
    (whole) => whole.replace('"data":{', `"data":{${'"a":1,'.repeat(1_000_000)}`),
  ],
  ['16: a million values', 413, () => `[${'1,'.repeat(1_000_000)}1]`],
  ['18: an id that is a number', 400, (whole) => whole.replace(/"A-\d+"/, '9007199254740993')],
  ['18: 1e400', 400, (whole) => whole.replace('"clinician"', '1e400')],
  ['18: NaN', 400, (whole) => whole.replace('"clinician"', 'NaN')],
  [
    '19: bytes that are no UTF-8',
    400,
    (whole) => Buffer.from(whole.replace('"A-', '"\u00ffA-'), 'latin1'),
  ],
  ['19: two byte order marks', 400, (whole) => `\ufeff\ufeff${whole}`],
  ['19: a NUL', 400, (whole) => whole.replace('"A-', '"\u0000A-')],
  ['19: an escaped NUL', 400, (whole) => whole.replace('"A-', '"\\u0000A-')],
  ['19: half a character', 400, (whole) => whole.replace('"A-', '"\\ud800A-')],
];
