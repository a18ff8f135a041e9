import { adt } from '../messages.js';
import type { BrokenMessage } from './broken-message.js';

type Parts = Partial<Parameters<typeof adt>[1]>;

let serial = 0;
const next = () => `B${String((serial += 1)).padStart(3, '0')}`;

/** A message of a made-up feed that names somebody of its own. */
function made(trigger: string, parts: Parts = {}) {
  const control = next();
  const evn6 = '20261107120000+0000';
  return { control, text: adt(trigger, { control, mrn: control, at: evn6, ...parts }) };
}

function broken(
  name: string,
  message: { readonly control: string; readonly text: string | Buffer },
  code: string,
  became: string,
  ...problems: readonly string[]
): BrokenMessage {
  const bytes = Buffer.isBuffer(message.text) ? message.text : Buffer.from(message.text);
  return { name, bytes, answer: [`${code} ${message.control}`], became, problems };
}

/** The message after somebody has laid hands on its text. */
const changed = (
  { control, text }: { readonly control: string; readonly text: string },
  change: (text: string) => string | Buffer,
) => ({ control, text: change(text) });

const discharge = (parts: Parts = {}) => made('A03', { pv1: { 36: '01' }, ...parts });

const rubbish = (name: string, text: string): BrokenMessage => ({
  name,
  bytes: Buffer.from(text),
  answer: ['AR '],
  became: 'rejected: not-understood',
  problems: ['MSH^1^1 there is no usable MSH segment'],
});

const ENDED = 'applied: stay-ended';

export const encoding: readonly BrokenMessage[] = [
  ...(
    [
      ['line feeds instead of carriage returns', '\n'],
      ['both line ends', '\r\n'],
      ['empty lines between segments', '\r\r\n\n'],
      ['blanks before each segment', '\r  '],
    ] as const
  ).map(([name, end]) =>
    broken(
      name,
      changed(discharge(), (text) => text.replaceAll('\r', end)),
      'AA',
      ENDED,
    ),
  ),
  broken(
    'a byte order mark',
    changed(discharge(), (text) => `\uFEFF${text}`),
    'AA',
    ENDED,
  ),
  broken(
    'two bytes for each character',
    changed(discharge(), (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')),
    'AA',
    ENDED,
  ),
  broken(
    'western bytes nobody declared',
    changed(discharge({ pid: { 5: 'MÜLLER^ZOË' } }), (text) => Buffer.from(text, 'latin1')),
    'AA',
    ENDED,
  ),
  broken(
    'bytes that are no UTF-8 although they were declared to be',
    changed(discharge(), (text) =>
      Buffer.from(
        text.replace('|2.5.1', '|2.5.1||||||UNICODE UTF-8').replace('ALDER', '\xc3\x28'),
        'latin1',
      ),
    ),
    'AA',
    ENDED,
  ),
  broken(
    'a character set nobody knows',
    changed(discharge(), (text) => text.replace('|2.5.1', '|2.5.1||||||EBCDIC')),
    'AA',
    ENDED,
    'MSH^1^18 is no known character set; the message was read as UTF-8',
  ),
  broken('a NUL in a name', discharge({ pid: { 5: 'AL\u0000DER' } }), 'AA', ENDED),
  broken('half of a surrogate pair', discharge({ pid: { 5: 'AL\ud800DER' } }), 'AA', ENDED),
  broken('a lone escape character', discharge({ pid: { 5: 'AL\\DER^R\\' } }), 'AA', ENDED),
  broken(
    'a hexadecimal escape of no digits',
    discharge({ pid: { 5: 'AL\\XZZ\\DER' } }),
    'AA',
    ENDED,
  ),
  broken(
    'ten thousand escape characters',
    discharge({ pid: { 5: '\\'.repeat(10_000) } }),
    'AA',
    ENDED,
  ),
  broken(
    'three encoding characters',
    changed(discharge(), (text) => text.replace('^~\\&', '^~\\')),
    'AA',
    ENDED,
  ),
  broken(
    'five encoding characters',
    changed(discharge(), (text) => text.replace('^~\\&', '^~\\&#')),
    'AA',
    ENDED,
  ),
  broken(
    'other delimiters, which the acknowledgement uses too',
    changed(discharge(), (text) => text.replaceAll('|', '*').replaceAll('^', ':')),
    'AA',
    ENDED,
  ),
  rubbish('delimiters that repeat', 'MSH|^^\\&|CAREAPP|LAKESIDE\rPID|1'),
];

export const structure: readonly BrokenMessage[] = [
  rubbish('nothing in it', ''),
  rubbish('only line ends', '\r\r\n'),
  rubbish('no header', 'EVN|A03|20261107\rPID|1||X'),
  rubbish('a header of three letters', 'MSH'),
  rubbish('a header whose delimiters are letters', 'MSHAPPLICATION'),
  rubbish('another format', 'ISA*00*          *00*          *ZZ*SENDER'),
  rubbish('only a batch envelope', 'FHS|^~\\&\rBHS|^~\\&\rBTS|0\rFTS|1'),
  {
    name: 'no message type',
    bytes: Buffer.from('MSH|^~\\&|CAREAPP|LAKESIDE|||||||B-no-type'),
    answer: ['AR '],
    became: 'rejected: not-understood',
    problems: ['MSH^1^9 is missing'],
  },
  broken(
    'no message type and an event in EVN-1',
    changed(discharge(), (text) => text.replace('ADT^A03', '')),
    'AA',
    ENDED,
  ),
  broken(
    'another trigger in EVN-1 than in MSH-9',
    changed(discharge(), (text) => text.replace('EVN|A03', 'EVN|A01')),
    'AA',
    ENDED,
    'EVN^1^1 differs from MSH-9, which counts',
  ),
  broken(
    'a type that is not about admissions',
    changed(discharge(), (text) => text.replace('ADT^A03', 'ORU^R01')),
    'AA',
    'ignored: message-type-not-used',
    'EVN^1^1 differs from MSH-9, which counts',
  ),
  broken('a trigger nobody knows', made('A99'), 'AA', 'ignored: trigger-not-used'),
  broken(
    'a trigger in small letters',
    changed(discharge(), (text) => text.replace('ADT^A03', 'adt^a03')),
    'AA',
    ENDED,
  ),
  broken(
    'segment names in small letters',
    changed(discharge(), (text) =>
      text.replace('EVN', 'evn').replace('PID', 'pid').replace('PV1', 'pv1'),
    ),
    'AA',
    ENDED,
  ),
  broken(
    'no EVN',
    changed(discharge(), (text) => text.replace(/EVN[^\r]*\r/, '')),
    'AA',
    ENDED,
  ),
  broken(
    'no PID',
    changed(discharge(), (text) => text.replace(/PID[^\r]*\r/, '')),
    'AE',
    'rejected: no-person-identifier',
    'PID^1^3 names nobody',
  ),
  broken(
    'an empty PID',
    changed(discharge(), (text) => text.replace(/PID[^\r]*\r/, 'PID\r')),
    'AE',
    'rejected: no-person-identifier',
    'PID^1^3 names nobody',
  ),
  broken(
    'no PV1',
    changed(discharge(), (text) => text.replace(/PV1[^\r]*\r/, '')),
    'AA',
    'ignored: unknown-source',
  ),
  broken(
    'segments in another order',
    changed(discharge(), (text) => text.replace(/(PID[^\r]*\r)(PV1[^\r]*\r)/, '$2$1')),
    'AA',
    ENDED,
  ),
  broken(
    'empty segments and blanks',
    discharge({ more: ['PV2', 'OBX|||||', '   ', 'ZZZ'] }),
    'AA',
    ENDED,
  ),
  broken('a line of rubbish between segments', discharge({ more: ['%%% hello %%%'] }), 'AA', ENDED),
  broken(
    'a segment of 200,000 characters',
    discharge({ more: [`ZZZ|${'x'.repeat(200_000)}`] }),
    'AA',
    ENDED,
  ),
  broken(
    '20,000 segments',
    discharge({ more: Array.from({ length: 20_000 }, () => 'NTE|1') }),
    'AA',
    ENDED,
  ),
  broken(
    'a version that does not exist',
    changed(discharge(), (text) => text.replace('|2.5.1', '|9.9')),
    'AA',
    ENDED,
  ),
  broken(
    'an envelope of a batch around it',
    changed(discharge(), (text) => `FHS|^~\\&\rBHS|^~\\&\r${text}BTS|1\rFTS|1\r`),
    'AA',
    ENDED,
  ),
];
