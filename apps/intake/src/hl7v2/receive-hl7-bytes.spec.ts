import { SourceProfiles } from '../profile/source-profiles.js';
import { adt, receive, receivedAt } from '../testing/hl7-feed.js';
import { receiveHl7 } from './receive-hl7.js';

describe('which message it is', () => {
  const key = (payload: string) => receive(payload)[0]!.inbound.claim?.key;

  it('is the same when only its own time or its line ends change', () => {
    expect(key(adt('A03', { sentAt: '20261109' }))).toBe(key(adt('A03')));
    expect(key(adt('A03').replaceAll('\r', '\r\n'))).toBe(key(adt('A03')));
  });

  it.each([
    ['content', { pv1: { 36: '07' } }],
    ['event time', { evn: 'EVN|A03|20261107130000+0000' }],
    ['control id', { control: 'C2' }],
    ['subject', { pid: 'PID|1||M8^^^LAKESIDE&1.2.3&ISO^MR' }],
  ])('is another when its %s differs', (_name, parts) => {
    expect(key(adt('A03', parts))).not.toBe(key(adt('A03')));
  });

  it('goes by MSH-9 where EVN-1 contradicts, and says so', () => {
    const [received] = receive(adt('A03', { evn: 'EVN|A01|20261107' }));
    expect(received!.inbound.type).toBe('ADT^A03');
    expect(received!.inbound.warnings).toMatchObject([{ path: 'EVN^1^1' }]);
  });

  it('goes by EVN-1 where MSH-9 has no trigger', () => {
    expect(receive(adt('A03').replace('ADT^A03', 'ADT'))[0]!.inbound.type).toBe('ADT^A03');
  });

  it('is one for each header of the payload', () => {
    const both = receive(adt('A01') + adt('A03'));
    expect(both.map(({ inbound }) => inbound.type)).toEqual(['ADT^A01', 'ADT^A03']);
  });

  it.each([
    ['no header', 'EVN|A01\rPID|1'],
    ['no type', 'MSH|^~\\&|A|B'],
    ['no bytes', ''],
  ])('is refused as not understood with %s', (_name, payload) => {
    expect(receive(payload)[0]!.inbound.content).toMatchObject({
      kind: 'rejected',
      reason: 'not-understood',
    });
  });
});

describe('in which characters it is written', () => {
  const familyOf = (bytes: Buffer) => {
    const { content } = receiveHl7(bytes, {
      protocol: 'hl7v2-http',
      receivedAt,
      profiles: new SourceProfiles([]),
    })[0]!.inbound;
    const [first] = content.kind === 'statements' ? content.statements : [];
    return first?.kind === 'visit' ? first.person.details.name?.family : undefined;
  };
  const named = (name: string, charset = '') =>
    adt('A01', { pid: `PID|1||A^^^EAST||${name}` }).replace('|P|2.5.1', `|P|2.5.1||||||${charset}`);

  it('takes UTF-8 without being told', () => {
    expect(familyOf(Buffer.from(named('Ñandú')))).toBe('Ñandú');
  });

  it('takes the declared one', () => {
    expect(familyOf(Buffer.from(named('Müller', '8859/1'), 'latin1'))).toBe('Müller');
  });

  it.each([
    ['8859/2', 'iso-8859-2', Buffer.from([0xa3, 0x75, 0x6b]), 'Łuk'],
    ['8859/5', 'iso-8859-5', Buffer.from([0xb8, 0xd2, 0xd0, 0xdd]), 'Иван'],
    ['GB 18030-2000', 'gb18030', Buffer.from([0xd5, 0xc5]), '张'],
    ['ISO IR87', 'iso-2022-jp', Buffer.from('\x1b$B;3\x1b(B', 'latin1'), '山'],
    ['KS X 1001', 'euc-kr', Buffer.from([0xb1, 0xe8]), '김'],
  ])('takes %s', (charset, _label, name, family) => {
    const [before, after] = named('@', charset).split('@');
    expect(familyOf(Buffer.concat([Buffer.from(before!), name, Buffer.from(after!)]))).toBe(family);
  });

  it.each([
    ['two bytes for each character', Buffer.from(named('Łuk'), 'utf16le')],
    [
      'two bytes and a byte order mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(named('Łuk'), 'utf16le')]),
    ],
    ['two bytes, the high one first', Buffer.from(named('Łuk'), 'utf16le').swap16()],
    ['UTF-8 and a byte order mark', Buffer.from(`\uFEFF${named('Łuk')}`)],
  ])('takes %s', (_name, bytes) => expect(familyOf(bytes)).toBe('Łuk'));

  it('takes UTF-8 where it knows the declared one not, and says so', () => {
    const [received] = receive(named('Łuk', 'KLINGON'));
    expect(received!.inbound.warnings).toMatchObject([{ path: 'MSH^1^18' }]);
    expect(familyOf(Buffer.from(named('Łuk', 'KLINGON')))).toBe('Łuk');
  });

  it('takes western bytes where UTF-8 was declared and is not true', () => {
    expect(familyOf(Buffer.from(named('Müller', 'UNICODE UTF-8'), 'latin1'))).toBe('Müller');
  });
});
