import type { Hl7Message } from './hl7-message.js';

/** AA stored; AE stored, its content refused; AR not understood. */
export type AckCode = 'AA' | 'AE' | 'AR';

/** What is wrong, by place and code; never a value of the message. */
export interface AckError {
  /** Segment^sequence^field as in ERR-2, for example `PID^1^3`. */
  readonly location: string;
  /** HL7 table 0357: 100 segment sequence, 101 required field missing, 102 data type, 207 internal. */
  readonly code: '100' | '101' | '102' | '103' | '200' | '207';
  readonly text: string;
}

const DEFAULT = { field: '|', encoding: '^~\\&' };

/**
 * The acknowledgement of one message: sender and receiver swapped, MSA-2 the sender's MSH-10, ERR
 * segments a person can read. Without a readable header it still is a message with MSA and ERR.
 */
export function acknowledge(
  message: Hl7Message | null,
  code: AckCode,
  meta: { readonly at: string; readonly id: string },
  errors: readonly AckError[] = [],
): string {
  const header = message?.header;
  const f = message?.delimiters.field ?? DEFAULT.field;
  const c = message?.delimiters.component ?? '^';
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
  const msa = ['MSA', code, raw(10)].join(f);
  const errs = errors.map((error) => errSegment(error, f, c));
  return [msh, msa, ...errs, ''].join('\r');
}

/** ERR of version 2.5 and later; older receivers ignore the fields they do not know. */
function errSegment(error: AckError, f: string, c: string): string {
  const location = error.location.replaceAll('^', c);
  return [
    'ERR',
    '',
    location,
    `${error.code}${c}${error.text}${c}HL70357`,
    'E',
    '',
    '',
    '',
    error.text,
  ].join(f);
}
