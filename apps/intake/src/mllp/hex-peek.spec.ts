import fc from 'fast-check';
import { hexPeek } from './hex-peek.js';

describe('the hexadecimal peek at a frame', () => {
  it('shows framing, delimiters and segment names, and masks the rest', () => {
    expect(hexPeek(Buffer.from('\u000bMSH|^~\\&|A\rPID|1||É'))).toBe(
      '0b 4d 53 48 7c 5e 7e 5c 26 7c .. 0d 50 49 44 7c .. 7c 7c .. ..',
    );
  });

  it('takes no family name for a segment', () => {
    expect(hexPeek(Buffer.from('\rPIDGEON|ZOE^X'))).toBe(
      '0d .. .. .. .. .. .. .. 7c .. .. .. 5e ..',
    );
  });

  it('shows both ends of what is long', () => {
    expect(hexPeek(Buffer.from(`|${'x'.repeat(10)}\r`), { first: 2, last: 1 })).toBe(
      '7c .. [9 bytes] 0d',
    );
  });

  it('never shows a letter or a digit outside segment names', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
        const bytes = Buffer.from(array);
        const shown = hexPeek(bytes, { first: 200, last: 0 }).split(' ');
        const names = /(?<=^|[\r\n])[A-Z][A-Z0-9]{2}(?=[^A-Za-z0-9\u0080-\u00ff]|$)/g;
        const text = bytes.toString('latin1').replaceAll('\u000b', '\r').replace(names, '   ');
        for (const [at, each] of [...text].entries())
          if (/[A-Za-z0-9\u0080-\u00ff]/.test(each)) expect(shown[at]).toBe('..');
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
