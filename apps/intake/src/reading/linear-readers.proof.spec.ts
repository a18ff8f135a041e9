import { SourceProfiles } from '../profile/source-profiles.js';
import type { Arrived } from '../inbound/arrived.js';
import { adt, event } from '../testing/messages.js';
import { readPayload } from './read-payload.js';

// Every reader takes time in proportion to what arrives. Eight times as much takes eight times as long where that
// holds, and 64 times or 512 where each part is looked for among all of them, or in each of them.
const LARGER = 8;
const AT_MOST = 24;
const TRIES = 5;

const profiles = new SourceProfiles([]);
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const arrived = (protocol: Arrived['protocol'], text: string, contentType: string): Arrived => ({
  ...{ protocol, payload: Buffer.from(text), contentType },
  ...{ receivedAt: '2026-11-08T00:00:00.000Z', headers: { 'content-type': contentType } },
});
const hl7 = (text: string) => arrived('hl7v2-mllp', text, 'application/hl7-v2');
const message = (at: number) => adt('A01', { control: `c${at}`, mrn: `m${at}` });
const withPid = (fields: string) => message(0).replace(/\rPID[^\r]*/, () => `\rPID|1||${fields}`);
const bundle = (resources: readonly object[]) =>
  arrived(
    'fhir',
    JSON.stringify({
      ...{ resourceType: 'Bundle', type: 'batch', id: 'b' },
      entry: resources.map((resource, at) => ({ fullUrl: `urn:x:${at}`, resource })),
    }),
    'application/fhir+json',
  );
const encounter = (at: number) => ({
  ...{ resourceType: 'Encounter', id: `e${at}`, status: 'finished' },
  subject: { identifier: { system: 'urn:x', value: `p${at}` } },
  period: { start: '2026-11-01T12:00:00Z', end: '2026-11-02T12:00:00Z' },
});
const about = (at: number) => ({ encounter: { reference: `Encounter/e${at}` } });

const reported = (at: number) =>
  event('return-to-use-reported', {
    person: { identifiers: [{ system: 'urn:x', value: `p${at}` }] },
    ...{ occurredAt: '2026-11-07T10:00:00Z', evidence: 'clinician' },
  });

/** What comes many times over, by so many, and how often it is there in the smaller input. */
const PARTS: ReadonlyArray<readonly [string, number, (count: number) => Arrived]> = [
  ['messages of a frame', 100, (count) => hl7(many(count, message).join(''))],
  [
    'segments of a message',
    4_000,
    (count) => hl7(message(0) + many(count, (at) => `DG1|${at}||T40.2\r`).join('')),
  ],
  [
    'repetitions of a field',
    500,
    (count) => hl7(withPid(many(count, (at) => `${at}^^^A`).join('~'))),
  ],
  ['escapes of a field', 1_500, (count) => hl7(withPid(`1||${'\\X41\\'.repeat(count)}`))],
  [
    'stays, overdoses and procedures of a bundle',
    80,
    (count) =>
      bundle([
        ...many(count, encounter),
        ...many(count, (at) => ({
          ...{ resourceType: 'Condition', code: { coding: [{ code: 'T40.2X1A' }] } },
          ...about(at),
        })),
        ...many(6 * count, (at) => ({
          ...{ resourceType: 'Procedure', status: 'completed', code: { text: `care ${at}` } },
          ...about(at % count),
        })),
      ]),
  ],
  [
    'events of a batch',
    100,
    (count) =>
      arrived(
        'cloudevents-http',
        JSON.stringify(many(count, (at) => reported(at))),
        'application/cloudevents-batch+json',
      ),
  ],
];

/** Milliseconds of the processor to read a payload. */
function costOf(payload: Arrived): number {
  const from = process.cpuUsage();
  readPayload(payload, profiles);
  return process.cpuUsage(from).user / 1_000;
}

describe('time that is spent reading', () => {
  it.each(PARTS)('grows no faster than the %s', (_name, count, make) => {
    const [small, large] = [make(count), make(count * LARGER)];
    // The first times are those of the compiler; of the others the least counts: what else runs only ever adds to it.
    const costs = many(TRIES, () => [costOf(small), costOf(large)] as const).slice(1);
    const [least, most] = [0, 1].map((at) => Math.min(...costs.map((each) => each[at]!)));
    expect(most! / Math.max(1, least!)).toBeLessThan(AT_MOST);
  });
});
