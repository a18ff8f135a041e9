import { SourceProfiles } from '../profile/source-profiles.js';
import { adt } from '../testing/messages.js';
import type { Arrived } from '../inbound/arrived.js';
import { readPayload } from './read-payload.js';
import { READING_LIMITS, Readers, type ReadingLimits } from './readers.js';

// Real: the reading thread, as it is built.
const profiles = new SourceProfiles([]);
const opened: Readers[] = [];
const open = (limits: Partial<ReadingLimits> = {}) => {
  const readers = new Readers(profiles, { ...READING_LIMITS, ...limits });
  opened.push(readers);
  return readers;
};
afterAll(() => Promise.all(opened.map((readers) => readers.onModuleDestroy())));

const receivedAt = '2026-11-08T00:00:00.000Z';
const filler = 'x'.repeat(40_000);
const person = { identifiers: [{ system: 'urn:oid:1.2.3', value: 'A' }] };
const event = (id: string, more: object = {}) => ({
  specversion: '1.0',
  id,
  source: 'urn:east',
  type: 'handrail.inbound.return-to-use-reported.v1',
  time: '2026-11-07T10:00:00Z',
  data: { person, occurredAt: '2026-11-07T10:00:00Z', evidence: 'clinician', ...more },
});
const bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    { resource: { resourceType: 'Patient', identifier: [{ system: 'urn:oid:1', value: 'A' }] } },
    ...Array.from({ length: 300 }, (_, at) => ({
      resource: {
        resourceType: 'Encounter',
        id: `e${at}`,
        status: 'finished',
        subject: {},
        period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T10:00:00Z' },
      },
    })),
  ],
};
const arrived = (protocol: Arrived['protocol'], text: string, contentType: string): Arrived => ({
  protocol,
  payload: Buffer.from(text),
  receivedAt,
  contentType,
  headers: { 'content-type': contentType },
});

const large: ReadonlyArray<readonly [string, Arrived]> = [
  [
    'several HL7 messages',
    arrived(
      'hl7v2-mllp',
      Array.from({ length: 300 }, (_, at) => adt('A01', { control: `C${at}`, mrn: 'M' })).join(''),
      'application/hl7-v2',
    ),
  ],
  [
    'one HL7 message',
    arrived(
      'hl7v2-http',
      `${adt('A01', { control: 'C', mrn: 'M' })}ZZZ|${filler}\r`,
      'application/hl7-v2',
    ),
  ],
  ['a bundle', arrived('fhir', JSON.stringify(bundle), 'application/fhir+json')],
  [
    'a batch of events',
    arrived(
      'cloudevents-http',
      JSON.stringify(Array.from({ length: 300 }, (_, at) => event(`e${at}`))),
      'application/cloudevents-batch+json',
    ),
  ],
  [
    'a record',
    {
      ...arrived(
        'cloudevents-log',
        JSON.stringify(event('e', { note: filler })),
        'application/cloudevents+json',
      ),
      place: 'topic/0/1',
    },
  ],
  ['what is no JSON', { ...arrived('fhir', `{${filler}`, 'application/fhir+json'), place: 'p' }],
];

describe('a large payload', () => {
  it.each(large)('%s: is read in the thread as it would be here', async (_name, payload) => {
    const readers = open();
    const understood = await readers.read(payload);
    const here = readPayload(payload, profiles);
    // What was refused has an id by chance.
    const plain = ({ messages, isBatch }: typeof here) => ({
      isBatch,
      messages: messages.map((each) => ({
        ...each,
        inbound: { ...each.inbound, id: each.inbound.claim ? each.inbound.id : 'any' },
      })),
    });
    expect(plain(understood)).toEqual(plain(here));
    for (const { inbound } of understood.messages) expect(Buffer.isBuffer(inbound.raw)).toBe(true);
  });

  it('that takes more memory than it gets is refused and kept; the others are read', async () => {
    const readers = open({ memoryMb: 24 });
    const values = arrived(
      'fhir',
      `{"resourceType":"Bundle","a":[${'[{}],'.repeat(160_000)}1]}`,
      'application/fhir+json',
    );
    const [broken, whole] = await Promise.all([readers.read(values), readers.read(large[2]![1])]);
    expect(broken.messages[0]!.inbound).toMatchObject({
      claim: null,
      content: { kind: 'rejected', reason: 'too-large' },
    });
    expect(broken.messages[0]!.inbound.raw).toBe(values.payload);
    expect(whole.messages[0]!.inbound.content.kind).toBe('statements');
  });

  it('that takes too long is refused and kept; the others are read', async () => {
    const readers = open({ withinMs: 0 });
    const [slow] = await Promise.all([readers.read(large[0]![1])]);
    expect(slow.messages[0]!.inbound.content).toMatchObject({ reason: 'too-large' });
  });

  it('is read again after the thread has gone for want of work', async () => {
    const readers = open({ idleMs: 0 });
    for (let turn = 0; turn < 2; turn += 1) {
      const { messages } = await readers.read(large[2]![1]);
      expect(messages[0]!.inbound.content.kind).toBe('statements');
      await new Promise((wait) => setTimeout(wait, 100));
    }
  });
});
