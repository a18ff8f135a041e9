import { adt } from '../messages.js';
import type { BrokenMessage } from './broken-message.js';

type Parts = Partial<Parameters<typeof adt>[1]>;

let serial = 0;

function broken(
  name: string,
  [trigger, parts]: readonly [string, Parts],
  code: string,
  became: string,
  ...problems: readonly string[]
): BrokenMessage {
  const control = `K${String((serial += 1)).padStart(3, '0')}`;
  const text = adt(trigger, { control, mrn: control, at: '20261107120000+0000', ...parts });
  const sentControl = /\|ADT\^[^|]*\|([^|]*)\|/.exec(text)![1];
  return { name, bytes: Buffer.from(text), answer: [`${code} ${sentControl}`], became, problems };
}

const ENDED = 'applied: stay-ended';
const NO_TIME = 'is no time there is; the next best time of the message was used';

const times: readonly BrokenMessage[] = [
  broken(
    'a discharge on 30 February',
    ['A03', { pv1: { 45: '20260230' } }],
    'AA',
    ENDED,
    `PV1^1^45 ${NO_TIME}`,
  ),
  broken(
    'an admission in words',
    ['A01', { pv1: { 44: 'yesterday' } }],
    'AA',
    'applied: stay-started',
    `PV1^1^44 ${NO_TIME}`,
  ),
  broken(
    'no readable time at all',
    ['A03', { at: 'soon' }],
    'AA',
    ENDED,
    `MSH^1^7 ${NO_TIME}`,
    `EVN^1^2 ${NO_TIME}`,
  ),
  broken(
    'an offset that does not exist',
    ['A03', { pv1: { 45: '20261107+9900' } }],
    'AA',
    ENDED,
    `PV1^1^45 ${NO_TIME}`,
  ),
  broken(
    'a discharge before the admission',
    ['A03', { pv1: { 44: '20261106', 45: '20261105' } }],
    'AA',
    ENDED,
    'PV1^1^45 lies before PV1-44; both were taken as they stand',
  ),
  broken(
    'a time of the year 9999',
    ['A03', { pv1: { 45: '99991231' } }],
    'AA',
    ENDED,
    'PV1^1^45 is no time there is; the next best time of the message was used',
  ),
  broken(
    'a birth date on 31 February',
    ['A03', { pid: { 7: '19800231' } }],
    'AA',
    ENDED,
    'PID^1^7 is no date there is; it was kept as text and not used',
  ),
  broken('a pending discharge without a time', ['A16', {}], 'AA', 'ignored: no-planned-time'),
];

const codes: readonly BrokenMessage[] = [
  broken(
    'a disposition nobody knows',
    ['A03', { pv1: { 36: 'ZZ9' } }],
    'AA',
    ENDED,
    'PV1^1^36 is a code without a meaning here; the stay counts as ended otherwise',
  ),
  broken('no disposition', ['A03', { pv1: { 36: '' } }], 'AA', ENDED),
  broken(
    'a service nobody knows',
    ['A03', { pv1: { 10: 'SURGERY' } }],
    'AA',
    'ignored: unknown-source',
  ),
  broken('a sex nobody knows', ['A03', { pid: { 8: 'PURPLE' } }], 'AA', ENDED),
  broken(
    'the word null for everything',
    ['A03', { pid: { 5: 'NULL^NULL', 11: 'NULL' } }],
    'AA',
    ENDED,
  ),
];

const NOBODY = 'rejected: no-person-identifier';
const NAMES_NOBODY = 'PID^1^3 names nobody';

const identities: readonly BrokenMessage[] = [
  broken('a deleted identifier', ['A03', { pid: { 3: '""' } }], 'AE', NOBODY, NAMES_NOBODY),
  broken(
    'an identifier of blanks',
    ['A03', { pid: { 3: '   ^^^LAKE' } }],
    'AE',
    NOBODY,
    NAMES_NOBODY,
  ),
  broken(
    'only an account number',
    ['A03', { pid: { 3: 'ACC1^^^LAKE^AN' } }],
    'AE',
    NOBODY,
    NAMES_NOBODY,
  ),
  broken('an identifier without authority', ['A03', { pid: { 3: 'LONE-1' } }], 'AA', ENDED),
  broken(
    'an identifier of 5,000 characters',
    ['A03', { pid: { 3: `${'7'.repeat(5_000)}^^^LAKE` } }],
    'AA',
    ENDED,
  ),
  broken(
    'two thousand identifiers',
    ['A03', { pid: { 3: Array.from({ length: 2_000 }, (_, at) => `MANY${at}^^^LAKE`).join('~') } }],
    'AA',
    ENDED,
    'PID^1^3 names more than 50 identifiers; the first 50 were used',
  ),
  broken('no visit number', ['A03', { pv1: { 19: '', 44: '20261101' } }], 'AA', ENDED),
  broken(
    'a visit number of 10,000 characters',
    ['A03', { visit: 'V'.repeat(10_000) }],
    'AA',
    ENDED,
  ),
  broken('no control id', ['A03', { control: '' }], 'AA', ENDED),
  broken(
    'a control id of 3,000 characters',
    ['A03', { control: 'C'.repeat(3_000) }],
    'AA',
    ENDED,
    'controlId is kept shortened',
  ),
];

const orders: readonly BrokenMessage[] = [
  broken(
    'a cancelled discharge of a visit nobody knows',
    ['A13', {}],
    'AA',
    'parked: no-such-visit',
  ),
  broken(
    'a cancelled admission of a visit nobody knows',
    ['A11', {}],
    'AA',
    'parked: no-such-visit',
  ),
  broken('a cancelled pre-admission nobody knows', ['A38', {}], 'AA', 'parked: no-such-visit'),
  broken('a transfer of a visit nobody knows', ['A02', {}], 'AA', 'parked: no-such-visit'),
  broken('a correction of a visit nobody knows', ['A08', {}], 'AA', 'ignored: no-such-visit'),
  broken('a merge that names nobody to retire', ['A40', {}], 'AE', NOBODY, 'MRG^1^1 names nobody'),
  broken(
    'a merge of somebody with themselves',
    ['A40', { mrn: 'SELF', more: ['MRG|SELF^^^LAKE&1.2.3&ISO^MR'] }],
    'AA',
    'applied: identifiers-linked',
  ),
];

export const content: readonly BrokenMessage[] = [...times, ...codes, ...identities, ...orders];
