import type { BrokenMessage } from './broken-message.js';

const TYPE = 'application/fhir+json';

const header = {
  resourceType: 'MessageHeader',
  eventCoding: { code: 'notification-discharge' },
  source: { endpoint: 'https://broken.example/fhir' },
};
const encounter = {
  resourceType: 'Encounter',
  status: 'finished',
  class: { code: 'IMP' },
  serviceType: { coding: [{ code: 'DETOX' }] },
  subject: { reference: 'urn:uuid:p' },
  period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T08:30:00Z' },
  hospitalization: { dischargeDisposition: { coding: [{ code: 'home' }] } },
};

let serial = 0;

/** A discharge of somebody of its own, some of whose resources are others. */
function bundle(
  more: {
    readonly header?: unknown;
    readonly encounter?: unknown;
    readonly patient?: unknown;
    readonly more?: readonly unknown[];
  } = {},
): string {
  const id = `fhir-${(serial += 1)}`;
  const patient = { resourceType: 'Patient', identifier: [{ system: 'urn:broken', value: id }] };
  const visit = { ...encounter, identifier: [{ value: id }] };
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'message',
    id,
    entry: [
      { resource: more.header ?? header },
      {
        fullUrl: 'urn:uuid:e',
        resource: more.encounter ? { ...visit, ...more.encounter } : visit,
      },
      { fullUrl: 'urn:uuid:p', resource: more.patient === undefined ? patient : more.patient },
      ...(more.more ?? []).map((resource) => ({ resource })),
    ],
  });
}

const broken = (
  name: string,
  text: string | Buffer,
  answer: number,
  became: string,
  ...problems: readonly string[]
): BrokenMessage => ({
  name,
  bytes: Buffer.isBuffer(text) ? text : Buffer.from(text),
  answer,
  became,
  problems,
  contentType: TYPE,
});

const UNKNOWN = 'rejected: not-understood';
const REFUSED = 'rejected: invalid-resource';
const NO_SUBJECT = 'Bundle.entry[1].resource.subject leads to no Patient inside the bundle';
const NOBODY = 'Bundle.entry[2].resource.identifier has no identifier that says whose it is';

export const brokenFhir: readonly BrokenMessage[] = [
  broken('nothing in it', '', 400, UNKNOWN, 'Bundle is not JSON'),
  broken('half a bundle', bundle().slice(0, 120), 400, UNKNOWN, 'Bundle is not JSON'),
  broken('XML', '<Bundle xmlns="http://hl7.org/fhir"/>', 400, UNKNOWN, 'Bundle is not JSON'),
  broken(
    'bytes that are no text',
    Buffer.from([0xff, 0xfe, 0x80]),
    400,
    UNKNOWN,
    'Bundle is not JSON',
  ),
  broken('a list', '[]', 400, UNKNOWN, 'Bundle is another resource'),
  broken(
    'a patient alone',
    '{"resourceType":"Patient"}',
    400,
    UNKNOWN,
    'Bundle is another resource',
  ),
  broken(
    'no entries',
    '{"resourceType":"Bundle","type":"message"}',
    400,
    UNKNOWN,
    'Bundle.entry is empty',
  ),
  broken(
    'entries that are no entries',
    '{"resourceType":"Bundle","type":"message","entry":[1,null,{"resource":"x"}]}',
    400,
    UNKNOWN,
    'Bundle.entry[0].resource is neither a MessageHeader nor a SubscriptionStatus',
  ),
  broken(
    'a NUL in a name',
    bundle({ patient: { resourceType: 'Patient', name: [{ family: '\u0000' }] } }),
    400,
    UNKNOWN,
    'Bundle.entry[2].resource.name[0].family contains a NUL or half a character',
  ),
  broken('ten thousand brackets', '['.repeat(10_000), 400, UNKNOWN, 'Bundle is nested too deep'),
  broken(
    'a header without an event',
    bundle({ header: { resourceType: 'MessageHeader' } }),
    200,
    'applied: stay-ended',
  ),
  broken('a byte order mark', `\uFEFF${bundle()}`, 200, 'applied: stay-ended'),
  broken(
    'a subject that is not in it',
    bundle({ encounter: { subject: { reference: 'urn:uuid:gone' } } }),
    422,
    REFUSED,
    NO_SUBJECT,
  ),
  broken(
    'a subject elsewhere on the network, which is not asked',
    bundle({ encounter: { subject: { reference: 'http://127.0.0.1:1/Patient/1' } } }),
    422,
    REFUSED,
    NO_SUBJECT,
  ),
  broken(
    'a patient without an identifier',
    bundle({ patient: { resourceType: 'Patient', name: [{ family: 'Alder' }] } }),
    422,
    REFUSED,
    NOBODY,
  ),
  broken(
    'an identifier without a system',
    bundle({ patient: { resourceType: 'Patient', identifier: [{ value: '7' }] } }),
    422,
    REFUSED,
    NOBODY,
  ),
  broken(
    'no end of what has finished',
    bundle({ encounter: { period: { start: '2026-11-02T08:30:00Z' } } }),
    422,
    REFUSED,
    'Bundle.entry[1].resource.period.end is missing',
  ),
  broken(
    'an end without an offset',
    bundle({ encounter: { period: { end: '2026-11-07T08:30:00' } } }),
    200,
    'applied: stay-ended',
    'Bundle.entry[1].resource.period.end is no time with offset: it counts from its beginning, in the zone of the source',
  ),
  broken(
    'neither a person nor an end',
    bundle({ encounter: { subject: undefined, period: {} }, patient: null }),
    422,
    REFUSED,
    NO_SUBJECT,
    'Bundle.entry[1].resource.period.end is missing',
  ),
  broken(
    'a beginning that is no time, where the end is one',
    bundle({ encounter: { period: { start: 'Monday', end: '2026-11-07T08:30:00Z' } } }),
    200,
    'applied: stay-ended',
    'Bundle.entry[1].resource.period.start is no time with offset',
  ),
  broken(
    'an overdose that does not say when it was, beside a discharge',
    bundle({ more: [{ resourceType: 'Flag', code: { coding: [{ code: '55680006' }] } }] }),
    200,
    'applied: stay-ended',
    'Bundle.entry[3].resource.period.start is missing',
  ),
  broken(
    'entries that are none, beside a discharge',
    bundle({ more: ['x', { code: 1 }] }),
    200,
    'applied: stay-ended',
    'Bundle.entry[3].resource is no resource',
    'Bundle.entry[4].resource is no resource',
  ),
  broken(
    'a status nobody knows, of a discharge',
    bundle({ encounter: { status: 'evaporated' } }),
    200,
    'applied: stay-ended',
  ),
  broken(
    'elements of the wrong kind',
    bundle({ encounter: { class: 7, serviceType: 'DETOX', identifier: 'x', hospitalization: [] } }),
    200,
    'ignored: unknown-source',
  ),
];
