/** Names of HL7 v2 fields that intake reads, for people who do not know them by number. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  'MSH-1': 'field separator',
  'MSH-3': 'sending application',
  'MSH-4': 'sending facility',
  'MSH-7': 'time of the message',
  'MSH-9': 'message type',
  'MSH-10': 'control id',
  'MSH-13': 'sequence number',
  'MSH-18': 'character set',
  'EVN-1': 'event type',
  'EVN-2': 'recorded at',
  'EVN-6': 'occurred at',
  'PID-2': 'patient id, external',
  'PID-3': 'patient identifier',
  'PID-4': 'patient id, alternate',
  'PID-5': 'patient name',
  'PID-7': 'birth date',
  'PID-8': 'sex',
  'PID-11': 'address',
  'PID-13': 'phone number',
  'PID-18': 'account number',
  'MRG-1': 'prior patient identifier',
  'MRG-5': 'prior visit number',
  'PV1-2': 'patient class',
  'PV1-3': 'location',
  'PV1-10': 'hospital service',
  'PV1-19': 'visit number',
  'PV1-36': 'discharge disposition',
  'PV1-44': 'admitted at',
  'PV1-45': 'discharged at',
  'PV2-9': 'expected discharge',
};

const ORDINALS = ['', 'first', 'second', 'third'];
const ordinal = (at: number): string => ORDINALS[at] ?? `${at}th`;

/**
 * Where in a message something is wrong, as a reader says it: `PID^1^3^2` is
 * `PID-3 (patient identifier), repetition 2`. The second part of such a path counts segments and the
 * fourth repetitions, which `PID-1-3` hid. Paths of JSON stay as they are.
 */
export function fieldPath(path: string): string {
  const [segment = '', sequence, field, repetition, component, part] = path.split('^');
  if (!/^[A-Z][A-Z0-9]{2}$/.test(segment)) return path === '/' ? 'the whole message' : path;
  const which = Number(sequence ?? 1);
  const ofSegment = which > 1 ? `, ${ordinal(which)} ${segment} segment` : '';
  if (field === undefined) return `${segment} segment${which > 1 ? `, the ${ordinal(which)}` : ''}`;
  const place = `${segment}-${field}`;
  const name = FIELD_NAMES[place];
  return [
    `${place}${name ? ` (${name})` : ''}`,
    ofSegment,
    repetition ? `, repetition ${repetition}` : '',
    component ? `, component ${component}` : '',
    part ? `.${part}` : '',
  ].join('');
}
