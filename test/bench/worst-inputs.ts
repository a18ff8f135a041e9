import { FHIR_LIMITS } from '../../apps/intake/src/fhir/fhir-limits.js';
import { HL7_LIMITS } from '../../apps/intake/src/hl7v2/hl7-limits.js';

/** Inputs of allowed size that cost as much as we could make them, by way in. */
export interface WorstInput {
  readonly way: 'MLLP' | 'HL7 over HTTP' | 'FHIR' | 'events' | 'topic';
  readonly name: string;
  readonly contentType: string;
  /** Made anew for each run, so that nothing is a repeat. */
  readonly make: (run: string) => Buffer;
  /** How many of them are sent at once. */
  readonly times?: number;
}

const many = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
const STAMP = '20261101120000+0000';
const msh = (control: string, type = 'ADT^A01') =>
  `MSH|^~\\&|WORST|EAST|NET|HUB|${STAMP}||${type}|${control}|P|2.5.1\rEVN||${STAMP}\r`;
const pv1 = (visit: string) => `PV1|1|I|W1|||||||DETOX|||||||||${visit}\r`;
/** A word of letters only, another one for each id: likeness goes by letters. */
const word = (id: string) =>
  [...id].map((each) => String.fromCharCode(97 + ((each.charCodeAt(0) * 7) % 26))).join('');
const bornOf = (id: string) => {
  const days = [...id].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 20_000, 7);
  return new Date(Date.UTC(1950, 0, 1 + days)).toISOString().slice(0, 10);
};
const pidOf = (id: string, name: string, born: string) =>
  `PID|1||${id}^^^WORST^MR||${name}^${name}||${born.replaceAll('-', '')}|F\r`;
const admitted = (id: string, pid = pidOf(id, word(id), bornOf(id))) =>
  msh(id) + pid + pv1(`V${id}`);

const hl7: ReadonlyArray<Omit<WorstInput, 'way' | 'contentType'>> = [
  {
    name: '1,000 admissions of new persons in one',
    make: (run) => Buffer.from(many(HL7_LIMITS.messages, (at) => admitted(`${run}x${at}`))),
  },
  {
    name: '100 persons who are all alike',
    make: (run) =>
      Buffer.from(
        many(100, (at) => admitted(`${run}x${at}`, pidOf(`${run}x${at}`, word(run), '1980-01-02'))),
      ),
  },
  { name: '50,000 messages of five bytes', make: () => Buffer.from('MSH|\r'.repeat(50_000)) },
  {
    name: '40,000 segments',
    make: (run) => Buffer.from(admitted(run) + many(40_000, (at) => `DG1|${at}||T40.2\r`)),
  },
  {
    name: '4,900 identifiers',
    make: (run) =>
      Buffer.from(
        admitted(
          run,
          `PID|1||${many(4_900, (at) => `${run}${at.toString(36)}~`).slice(0, 65_000)}\r`,
        ),
      ),
  },
  {
    name: 'fields full of escapes',
    make: (run) =>
      Buffer.from(
        admitted(run, `PID|1||${run}||${'\\X41\\'.repeat(13_000)}|${'\\E\\'.repeat(20_000)}\r`),
      ),
  },
  {
    name: 'a merge of 100 pairs, 50 numbers each',
    make: (run) =>
      Buffer.from(
        msh(run, 'ADT^A40') +
          many(HL7_LIMITS.pairs, (pair) => {
            const numbers = (kind: string) =>
              many(50, (at) => `${run}${kind}${pair}x${at}^^^A${at}~`);
            return `PID|1||${numbers('p')}\rMRG|${numbers('m')}\r`;
          }),
      ),
  },
  {
    name: 'one MiB in Shift JIS',
    make: (run) =>
      Buffer.from(
        msh(run).replace('|2.5.1', '|2.5.1||||||ISO IR14') +
          many(15_000, () => `NTE|1||${'\u0083'.repeat(50)}\r`).slice(0, 1_000_000),
        'latin1',
      ),
  },
];

const person = (id: string, numbers = 1) => ({
  identifiers: Array.from({ length: numbers }, (_, at) => ({
    system: `urn:s${at}`,
    value: id + at,
  })),
  name: { family: word(id), given: [word(`${id}a`)] },
  birthDate: bornOf(id),
});
const event = (id: string, name: string, data: object) => ({
  specversion: '1.0',
  ...{ id, source: 'urn:worst', type: `handrail.inbound.${name}.v1` },
  ...{ time: '2026-11-01T12:00:00Z', data },
});
const started = (id: string, stay: string, numbers = 1) =>
  event(id, 'stay-started', {
    person: person(id, numbers),
    stay: { id: stay, facility: 'east', setting: 'residential' },
    startedAt: '2026-11-01T12:00:00Z',
  });
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const times = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

const batches: ReadonlyArray<Omit<WorstInput, 'way' | 'contentType'>> = [
  {
    name: 'batch of 1,000 new persons',
    make: (run) => json(times(1_000, (at) => started(`${run}${at}`, `${run}${at}`))),
  },
  {
    name: 'batch of 1,000 about one stay',
    make: (run) =>
      json(
        times(1_000, (at) => ({ ...started(`${run}${at}`, run), data: started(run, run).data })),
      ),
  },
  {
    name: 'batch of 180 persons of 50 numbers',
    make: (run) => json(times(180, (at) => started(`${run}${at}`, `${run}${at}`, 50))),
  },
  { name: 'batch of 1,000 that are no events', make: () => json(times(1_000, () => ({}))) },
];

const single: ReadonlyArray<Omit<WorstInput, 'way' | 'contentType'>> = [
  {
    name: 'one event with 300,000 values nobody reads',
    make: (run) => json({ ...started(run, run), extra: times(300_000, () => []) }),
  },
  {
    name: 'one event with a text of 0.9 MB',
    make: (run) => json({ ...started(run, run), extra: '\\'.repeat(450_000) }),
  },
];

const bundle = (entries: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: entries.map((resource) => ({ resource })),
});
const patient = (run: string, numbers = 1) => ({
  resourceType: 'Patient',
  id: 'p',
  identifier: person(run, numbers).identifiers,
});
const encounter = (id: string) => ({
  ...{ resourceType: 'Encounter', id, status: 'finished', subject: { reference: 'Patient/p' } },
  serviceType: { coding: [{ code: 'DETOX' }] },
  period: { start: '2026-11-01T12:00:00Z', end: '2026-11-02T12:00:00Z' },
});
const bundles: ReadonlyArray<Omit<WorstInput, 'way' | 'contentType'>> = [
  {
    name: '1,000 stays with 1,000 overdoses, 7,000 procedures',
    make: (run) =>
      json(
        bundle([
          patient(run, 50),
          ...times(1_000, (at) => encounter(`${run}${at}`)),
          ...times(1_000, (at) => ({
            resourceType: 'Condition',
            encounter: { reference: `Encounter/${run}${at}` },
            code: { coding: [{ code: 'T40.2X1A' }] },
          })),
          ...times(7_000, (at) => ({
            ...{ resourceType: 'Procedure', status: 'completed', code: { text: `care ${at}` } },
            encounter: { reference: `Encounter/${run}${at % 1_000}` },
          })),
        ]),
      ),
  },
  {
    name: '8 MB of text',
    make: (run) =>
      json(
        bundle([patient(run), encounter(run), { resourceType: 'Basic', t: 'x'.repeat(8_000_000) }]),
      ),
  },
  {
    name: '8 MB of 150,000 objects',
    make: (run) =>
      json(
        bundle([
          patient(run),
          encounter(run),
          { resourceType: 'Basic', of: times(150_000, (at) => ({ b: at, a: `text ${at} of it` })) },
        ]),
      ),
  },
  {
    name: '8 MB of empty lists',
    make: () => Buffer.from(`{"a":[${'[],'.repeat(FHIR_LIMITS.bytes / 3 - 10)}1]}`),
  },
  {
    name: '9,900 entries that are none',
    make: () => json({ ...bundle([]), entry: times(9_900, () => 1) }),
  },
];

const CLOUD = 'application/cloudevents+json';

export const worstInputs: readonly WorstInput[] = [
  ...hl7.map((each) => ({ ...each, way: 'MLLP' as const, contentType: '' })),
  // The same readers as over MLLP: what differs is how the bytes come in.
  ...hl7.slice(0, 3).map((each) => ({
    ...each,
    ...{ way: 'HL7 over HTTP' as const, contentType: 'application/hl7-v2' },
  })),
  ...bundles.map((each) => ({
    ...each,
    ...{ way: 'FHIR' as const, contentType: 'application/fhir+json' },
  })),
  ...batches.map((each) => ({
    ...each,
    ...{ way: 'events' as const, contentType: 'application/cloudevents-batch+json' },
  })),
  ...single.map((each) => ({ ...each, way: 'events' as const, contentType: CLOUD })),
  ...single.map((each) => ({ ...each, way: 'topic' as const, contentType: CLOUD })),
  {
    ...{ way: 'topic', name: '1,000 records of new persons', contentType: CLOUD, times: 1_000 },
    make: (run) => json(started(run, run)),
  },
];
