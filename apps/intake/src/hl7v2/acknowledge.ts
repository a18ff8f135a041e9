import { HL7_LIMITS } from './hl7-limits.js';
import type { Delimiters } from './hl7-escapes.js';
import { Hl7Segment, type Hl7Message } from './hl7-message.js';

/**
 * MSA-1 (HL7 table 0008). Original mode: AA stored, AE content refused, AR not understood. Enhanced
 * mode has the same three for accepting (CA, CE, CR) and for applying (AA, AE, AR).
 */
export type AnswerCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

/** What is wrong, by place and code; never a value of the message. */
export interface AckError {
  /** Segment^sequence^field as in ERR-2, for example `PID^1^3`. */
  readonly location: string;
  /** HL7 table 0357: 100 segment sequence, 101 required field missing, 102 data type, 207 internal. */
  readonly code: '100' | '101' | '102' | '103' | '200' | '207';
  readonly text: string;
}

/** What an acknowledgement repeats of the message it is for. */
export interface AckHeader {
  /** Of MSH, the name first. */
  readonly fields: readonly string[];
  readonly delimiters: Delimiters;
}

/** Fields of MSH up to the last one an answer repeats or goes by. */
const REPEATED_FIELDS = 17;

export const ackHeaderOf = ({ header, delimiters }: Hl7Message): AckHeader => ({
  fields: header.fields
    .slice(0, REPEATED_FIELDS)
    .map((text) => text.slice(0, HL7_LIMITS.fieldCharacters)),
  delimiters,
});

/** The MSH of a message as it was received. */
export const mshOf = ({ fields, delimiters }: AckHeader): Hl7Segment =>
  new Hl7Segment('MSH', fields, delimiters);

const DEFAULT = { field: '|', encoding: '^~\\&', component: '^', escape: '\\' };

/**
 * The acknowledgement of one message: sender and receiver swapped, MSA-2 the sender's MSH-10, ERR
 * segments a person can read. Without a readable header it still is a message with MSA and ERR.
 */
export function acknowledge(
  received: AckHeader | null,
  code: AnswerCode,
  meta: { readonly at: string; readonly id: string },
  errors: readonly AckError[] = [],
): string {
  const header = received && mshOf(received);
  const f = received?.delimiters.field ?? DEFAULT.field;
  const c = received?.delimiters.component ?? DEFAULT.component;
  const raw = (field: number) => header?.raw(field) ?? '';
  const trigger = header?.field(9).component(2) ?? '';
  const stamp = `${meta.at.replace(/[-:T]|\.\d+Z$/g, '').slice(0, 14)}+0000`;
  const version = raw(12) || '2.5.1';
  const msh = [
    `MSH${f}${raw(2) || DEFAULT.encoding}`,
    ...[raw(5) || 'HANDRAIL', raw(6), raw(3), raw(4), stamp, ''],
    trigger ? `ACK${c}${trigger}${c}ACK` : 'ACK',
    ...[meta.id.replaceAll('-', '').slice(0, 20), raw(11) || 'P', version],
  ].join(f);
  const text = (plain: string) => escapeText(plain, received);
  const isOld = isBefore25(version);
  const msa = ['MSA', code, raw(10), ...(isOld && errors[0] ? [text(errors[0].text)] : [])];
  const errs = errors.map((error) => (isOld ? oldErr : err)(error, { f, c, text }));
  return [msh, msa.join(f), ...errs, ''].join('\r');
}

const isBefore25 = (version: string) => /^2\.[0-4](\D|$)/.test(version);

interface Writing {
  readonly f: string;
  readonly c: string;
  readonly text: (plain: string) => string;
}

/** ERR of version 2.5 and later: location, code, severity, and a sentence for people. */
const err = ({ location, code, text: problem }: AckError, { f, c, text }: Writing): string =>
  [
    'ERR',
    '',
    location.replaceAll('^', c),
    `${code}${c}${text(problem)}${c}HL70357`,
    'E',
    '',
    '',
    '',
    text(problem),
  ].join(f);

/** Before 2.5 ERR had one field: segment, sequence, field and code; the sentence is in MSA-3. */
const oldErr = ({ location, code, text: problem }: AckError, { f, c, text }: Writing): string =>
  ['ERR', `${location.replaceAll('^', c)}${c}${code}&${text(problem)}&HL70357`].join(f);

/** Our own sentences name fields with the very characters that separate fields. */
function escapeText(plain: string, received: AckHeader | null): string {
  const { field, component, repetition, escape, subcomponent } = received?.delimiters ?? {
    ...DEFAULT,
    repetition: '~',
    subcomponent: '&',
  };
  if (!escape) return plain;
  const codes = new Map([
    [escape, 'E'],
    [field, 'F'],
    [component, 'S'],
    [subcomponent, 'T'],
    [repetition, 'R'],
  ]);
  return [...plain]
    .map((each) => (codes.has(each) ? `${escape}${codes.get(each)}${escape}` : each))
    .join('');
}
