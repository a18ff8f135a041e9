import fc from 'fast-check';
import { readHttpEvents } from '../cloudevents/read-http.js';
import { receiveEvent, receiveRubbish } from '../cloudevents/receive-event.js';
import { receiveBundle } from '../fhir/receive-bundle.js';
import { receiveHl7 } from '../hl7v2/receive-hl7.js';
import { SourceProfiles } from '../profile/source-profiles.js';
import { adt } from '../testing/messages.js';

const receivedAt = '2026-11-08T00:00:00.000Z';
const profiles = new SourceProfiles([]);
const RUNS = 200;

/** A text with some of its characters replaced, doubled, taken out or cut off. */
const mutated = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length - 1),
        drop: fc.nat(12),
        put: fc.oneof(
          fc.constantFrom(
            '|',
            '^',
            '~',
            '\\',
            '&',
            '\r',
            '\n',
            '\u0000',
            '\u000b',
            '""',
            'MSH',
            '{',
            '[',
          ),
          fc.string({ maxLength: 8, unit: 'binary' }),
        ),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((changes) =>
      changes.reduce(
        (now, { at, drop, put }) => now.slice(0, at) + put + now.slice(at + drop),
        text,
      ),
    );

const hl7 = adt('A03', {
  control: 'C1',
  mrn: 'M1',
  pv1: { 36: '01', 44: '20261102083000', 45: '20261107' },
  more: ['DG1|1||T40.2X1A', 'MRG|OLD^^^X'],
});

const bundle = {
  resourceType: 'Bundle',
  entry: [
    { resource: { resourceType: 'MessageHeader', eventCoding: { code: 'notification-admit' } } },
    {
      resource: {
        resourceType: 'Encounter',
        status: 'finished',
        serviceType: { coding: [{ code: 'DETOX' }] },
        period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T08:30:00Z' },
      },
    },
    { resource: { resourceType: 'Patient', identifier: [{ system: 'urn:x', value: 'A' }] } },
  ],
};

const event = {
  specversion: '1.0',
  id: 'e1',
  source: 'urn:feed',
  type: 'handrail.inbound.return-to-use-reported.v1',
  data: {
    person: { identifiers: [{ system: 'urn:x', value: 'A' }] },
    occurredAt: '2026-11-07T08:30:00Z',
    evidence: 'family',
  },
};

/** An object in which the value at one place is another. */
const disturbed = (object: object) =>
  mutated(JSON.stringify(object)).chain((text) =>
    fc.oneof(
      fc.constant(text),
      fc.json(),
      fc.jsonValue().map((value) => {
        const copy = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
        const names = Object.keys(copy);
        copy[names[text.length % names.length]!] = value;
        return JSON.stringify(copy);
      }),
    ),
  );

const ends = ['statements', 'ignored', 'rejected'];

describe('whatever arrives', () => {
  it('as HL7 becomes messages that are understood or refused, each with an end', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(hl7), fc.string({ unit: 'binary' })), (text) => {
        const received = receiveHl7(Buffer.from(text), {
          protocol: 'hl7v2-mllp',
          receivedAt,
          profiles,
        });
        expect(received.length).toBeGreaterThan(0);
        for (const { inbound } of received) expect(ends).toContain(inbound.content.kind);
      }),
      { seed: 21, numRuns: RUNS },
    );
  });

  it('as FHIR becomes one message that is understood or refused', () => {
    fc.assert(
      fc.property(disturbed(bundle), (text) => {
        const contentType = 'application/fhir+json';
        const inbound = receiveBundle(Buffer.from(text), { receivedAt, profiles, contentType });
        expect(ends).toContain(inbound.content.kind);
      }),
      { seed: 22, numRuns: RUNS },
    );
  });

  it('as a CloudEvent becomes one message that is understood or refused', () => {
    fc.assert(
      fc.property(disturbed(event), (text) => {
        const contentType = 'application/cloudevents+json';
        const request = readHttpEvents({ 'content-type': contentType }, Buffer.from(text));
        const read = request.events[0]!;
        const arrival = {
          protocol: 'cloudevents-http' as const,
          ...{ receivedAt, profiles, contentType, raw: read.raw },
        };
        const inbound =
          'parts' in read
            ? receiveEvent(read.parts, arrival)
            : receiveRubbish(arrival, read.problem);
        expect(ends).toContain(inbound.content.kind);
      }),
      { seed: 23, numRuns: RUNS },
    );
  });
});
