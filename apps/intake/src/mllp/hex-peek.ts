/** Names of segments are the standard's own words; everything else with letters may be about somebody. */
const SEGMENT =
  /^(MSH|EVN|PID|PD1|NK1|PV1|PV2|DG1|MRG|AL1|OBX|OBR|ORC|IN1|IN2|GT1|FHS|BHS|BTS|FTS|SFT|Z[A-Z0-9]{2})$/;

const MASK = '..';

/**
 * Bytes in hexadecimal for people who look for what is wrong with a frame: control characters, blanks,
 * delimiters and segment names are shown, every other byte (letters, digits, all above ASCII) is masked
 * as `..`, so that nothing of a person can be read. Shows the beginning and the end.
 */
export function hexPeek(bytes: Buffer, show = { first: 48, last: 24 }): string {
  const masked = maskedBytes(bytes.subarray(0, show.first));
  if (bytes.length <= show.first + show.last) return maskedBytes(bytes).join(' ');
  const between = bytes.length - show.first - show.last;
  const tail = maskedBytes(bytes.subarray(bytes.length - show.last));
  return `${masked.join(' ')} [${between} bytes] ${tail.join(' ')}`;
}

function maskedBytes(bytes: Buffer): string[] {
  const out = [...bytes].map((byte) => (isPlain(byte) ? hex(byte) : MASK));
  for (let at = 0; at < bytes.length; at += 1) {
    if (at > 0 && ![0x0b, 0x0d, 0x0a].includes(bytes[at - 1]!)) continue;
    if (!SEGMENT.test(bytes.toString('latin1', at, at + 3))) continue;
    // A name only where a delimiter or the end follows: `PIDGEON` is somebody.
    const next = bytes[at + 3];
    if (next !== undefined && !isPlain(next)) continue;
    for (let letter = at; letter < at + 3; letter += 1) out[letter] = hex(bytes[letter]!);
  }
  return out;
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** Neither a letter nor a digit of any alphabet. */
const isPlain = (byte: number): boolean =>
  byte < 0x80 && !/[A-Za-z0-9]/.test(String.fromCharCode(byte));
