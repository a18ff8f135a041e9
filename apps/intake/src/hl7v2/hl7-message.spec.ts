import { readMessage, splitMessages } from './hl7-message.js';

const message = (...segments: string[]) => readMessage(segments.join('\r'))!;
const HEADER = 'MSH|^~\\&|LAB|NORTH|||20261107120000||ADT^A01|1|P|2.5.1';

describe('reading an HL7 message', () => {
  it.each([
    ['carriage returns', '\r'],
    ['line feeds', '\n'],
    ['both', '\r\n'],
    ['empty lines between', '\r\r\n'],
  ])('takes segments ended by %s', (_name, end) => {
    const read = readMessage([HEADER, 'PID|1||7', 'PV1|1|I', ''].join(end))!;
    expect(read.segments.map(({ name }) => name)).toEqual(['MSH', 'PID', 'PV1']);
    expect(read.segment('PID').text(3)).toBe('7');
  });

  it('takes a line feed somebody typed into a field for text, where segments end with CR', () => {
    const read = message(
      HEADER,
      'PID|1||7||||||||1 Mill Lane\nApt 6^^Boston||555',
      'PV1|1|I\nNK1|1',
    );
    expect(read.segments.map(({ name }) => name)).toEqual(['MSH', 'PID', 'PV1', 'NK1']);
    expect(read.segment('PID').field(11).component(1)).toBe('1 Mill Lane Apt 6');
    expect(read.segment('PID').text(13)).toBe('555');
    expect(splitMessages(`${HEADER}\rPID|1||7||||||||a\nMSH of old|x\r${HEADER}\r`)).toHaveLength(
      2,
    );
  });

  it('takes a byte order mark and blanks before the first segment', () => {
    expect(readMessage(`\uFEFF ${HEADER}`)!.header.text(3)).toBe('LAB');
  });

  it('counts fields of the header as the standard does', () => {
    const { header } = message(HEADER);
    expect([header.raw(2), header.text(4), header.field(9).component(2)]).toEqual([
      '^~\\&',
      'NORTH',
      'A01',
    ]);
  });

  it.each([
    ['three', 'MSH|^~\\|A', 'a&b'],
    ['four', 'MSH|^~\\&|A', 'a'],
    ['five', 'MSH|^~\\&#|A', 'a'],
  ])('takes %s encoding characters', (_count, header, first) => {
    const { delimiters } = message(header);
    expect(delimiters.component).toBe('^');
    const read = message(header, 'PID|1||a&b');
    expect(read.segment('PID').text(3)).toBe(delimiters.subcomponent === '&' ? 'a' : first);
  });

  it('uses the delimiters the sender chose', () => {
    const read = message('MSH*@!%$*LAB', 'PID*1**7@@@A$1.2$ISO!8@@@B');
    expect(
      read
        .segment('PID')
        .repetitions(3)
        .map((each) => each.component(1)),
    ).toEqual(['7', '8']);
    expect(read.segment('PID').field(3).subcomponent(4, 2)).toBe('1.2');
  });

  it.each([
    ['the delimiters', 'a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f', 'a|b^c&d~e\\f'],
    ['hexadecimal', '\\X41\\\\X42\\', 'AB'],
    ['hexadecimal bytes of one character', 'Caf\\XC3\\\\XA9\\ \\XC3A9\\', 'Café é'],
    ['hexadecimal bytes in three', '\\XE2\\\\X82\\\\XAC\\', '€'],
    ['hexadecimal bytes with a text between', '\\XC3\\ \\XA9\\', 'Ã ©'],
    ['hexadecimal bytes that do not end', '\\X41\\\\X42', 'A\\X42'],
    ['hexadecimal western bytes', 'Caf\\XE9\\', 'Café'],
    ['hexadecimal line ends', 'a\\X0D\\\\X0A\\b', 'a\r\nb'],
    ['line breaks', 'one\\.br\\two', 'one\ntwo'],
    ['blank lines and arrangement', 'a\\.sp2\\b\\.ce\\c\\.in+4\\d\\.sk3\\e', 'a\n\nb\ncd   e'],
    ['highlighting', 'a\\H\\b\\N\\c', 'abc'],
    ['unknown sequences', 'a\\Q9\\b', 'a\\Q9\\b'],
    ['a lone escape', 'a\\b', 'a\\b'],
    ['an escape at the end', 'ab\\', 'ab\\'],
    ['a NUL in disguise', 'a\\X00\\b', 'ab'],
  ])('resolves %s', (_name, raw, text) => {
    expect(message(HEADER, `PID|1||x||${raw}`).segment('PID').text(5)).toBe(text);
  });

  it('resolves the truncation character of five encoding characters', () => {
    const read = message('MSH|^~\\&#|A', 'PID|1||a\\L\\b');
    expect(read.segment('PID').text(3)).toBe('a#b');
  });

  it('takes segment names in small letters', () => {
    expect(message(HEADER, 'pid|1||7').segment('PID').text(3)).toBe('7');
  });

  it('gives empty texts for what is missing', () => {
    const read = message(HEADER, 'PID', '', 'ZZZ|1');
    expect(read.segment('PID').text(3)).toBe('');
    expect(read.segment('PV1').field(3).subcomponent(4, 2)).toBe('');
  });

  it('takes a field of two quotation marks as deleted', () => {
    expect(message(HEADER, 'PID|1||""').segment('PID').repetitions(3)).toEqual([]);
  });

  it.each([
    ['no header', 'EVN|A01\rPID|1'],
    ['a header without delimiters', 'MSH'],
    ['a header whose delimiters are letters', 'MSHABCD'],
    ['delimiters that repeat', 'MSH|^^\\&|LAB'],
    ['nothing', ''],
  ])('gives nothing for %s', (_name, text) => expect(readMessage(text)).toBeNull());
});

describe('splitting a payload', () => {
  it('finds several messages and leaves batch envelopes aside', () => {
    const payload = ['FHS|^~\\&', 'BHS|^~\\&', HEADER, 'PID|1', HEADER, 'PID|2', 'BTS|2', 'FTS|1'];
    expect(splitMessages(payload.join('\n'))).toEqual([`${HEADER}\rPID|1`, `${HEADER}\rPID|2`]);
  });

  it('finds none in rubbish', () => {
    expect(splitMessages('EVN|A01\rPID|1')).toEqual([]);
  });
});
