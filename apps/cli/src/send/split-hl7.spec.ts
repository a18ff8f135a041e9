import { labelOf, splitHl7 } from './split-hl7.js';

const HEADER = 'MSH|^~\\&|A|B|C|D|20261107||ADT^A03|C1|P|2.5';
const MESSAGE = `${HEADER}\rPID|1\r`;

describe('splitHl7', () => {
  it.each([
    ['CR', `${HEADER}\rPID|1\r`],
    ['LF', `${HEADER}\nPID|1\n`],
    ['CRLF', `${HEADER}\r\nPID|1\r\n`],
    ['no end after the last segment', `${HEADER}\nPID|1`],
    ['an MLLP frame', `\u000b${HEADER}\rPID|1\r\u001c\r`],
    ['empty lines', `\n\n${HEADER}\n\nPID|1\n\n`],
  ])('reads one message with %s', (_name, text) => {
    expect(splitHl7(text)).toEqual([MESSAGE]);
  });

  it('reads several messages in one file, with or without an empty line between', () => {
    expect(splitHl7(`${HEADER}\nPID|1\n\n${HEADER}\nPID|1\n${HEADER}\nPID|1`)).toEqual([
      MESSAGE,
      MESSAGE,
      MESSAGE,
    ]);
  });

  it('leaves out the segments of a batch', () => {
    expect(splitHl7(`FHS|^~\\&|\nBHS|^~\\&|\n${HEADER}\nPID|1\nBTS|1\nFTS|1`)).toEqual([MESSAGE]);
  });

  it('keeps a message with other separators', () => {
    expect(splitHl7('MSH$%~\\&$A\nPID$1')).toEqual(['MSH$%~\\&$A\rPID$1\r']);
  });

  it('finds nothing where no message begins', () => {
    expect(splitHl7('EVN|A01\nPID|1')).toEqual([]);
    expect(splitHl7('MSHELL is no header')).toEqual([]);
  });
});

describe('labelOf', () => {
  it('is the type and the control id', () => {
    expect(labelOf(MESSAGE)).toBe('ADT^A03 C1');
  });

  it('does without either', () => {
    expect(labelOf('MSH|^~\\&|A\r')).toBe('no type');
  });
});
