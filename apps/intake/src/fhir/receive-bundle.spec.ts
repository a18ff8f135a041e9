import { SourceProfiles } from '../profile/source-profiles.js';
import { receiveBundle } from './receive-bundle.js';

const arrival = {
  receivedAt: '2026-11-08T00:00:00.000Z',
  profiles: new SourceProfiles([]),
  contentType: 'application/fhir+json',
};

const header = (code: string) => ({
  resourceType: 'MessageHeader',
  eventCoding: { system: 'urn:events', code },
  source: { endpoint: 'https://east.example/fhir' },
  focus: [{ reference: 'urn:uuid:enc' }],
});
const patient = {
  resourceType: 'Patient',
  identifier: [
    { system: 'urn:oid:1.2.3', value: 'A' },
    { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999001234' },
  ],
  name: [{ use: 'official', family: 'Alder', given: ['Rowan'] }],
  birthDate: '1980-01-02',
  gender: 'female',
};
const encounter = (more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'finished',
  class: { code: 'IMP' },
  serviceType: { coding: [{ code: 'DETOX' }] },
  identifier: [{ value: 'V7' }],
  subject: { reference: 'urn:uuid:pat' },
  period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T10:00:00-05:00' },
  hospitalization: { dischargeDisposition: { coding: [{ code: '01' }] } },
  serviceProvider: { reference: 'urn:uuid:org' },
  ...more,
});
const bundle = (code: string, of: object, ...more: object[]) => ({
  resourceType: 'Bundle',
  type: 'message',
  id: 'b1',
  timestamp: '2026-11-07T16:00:00Z',
  entry: [
    { resource: header(code) },
    { fullUrl: 'urn:uuid:enc', resource: of },
    { fullUrl: 'urn:uuid:pat', resource: patient },
    { fullUrl: 'urn:uuid:org', resource: { resourceType: 'Organization', name: 'Lake Side' } },
    ...more.map((resource) => ({ resource })),
  ],
});
const receive = (value: unknown) =>
  receiveBundle(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), arrival);

describe('a FHIR message bundle', () => {
  it('that discharges ends a stay', () => {
    expect(receive(bundle('notification-discharge', encounter()))).toMatchObject({
      source: 'https://east.example/fhir',
      type: 'notification-discharge',
      controlId: 'b1',
      content: {
        statements: [
          {
            visit: { facility: 'lake-side', number: 'V7' },
            person: {
              identifiers: [{ trusted: true }, { trusted: false }],
              details: { name: { family: 'Alder', given: ['Rowan'] }, birthDate: '1980-01-02' },
            },
            report: {
              kind: 'ended',
              reportedAt: '2026-11-07T16:00:00.000Z',
              setting: 'withdrawal-management',
              startedAt: '2026-11-02T08:30:00.000Z',
              endedAt: '2026-11-07T15:00:00.000Z',
              disposition: 'completed',
            },
          },
        ],
      },
    });
  });

  it.each([
    ['notification-admit', { status: 'in-progress' }, 'started'],
    ['notification-admit', { status: 'entered-in-error' }, 'start-cancelled'],
    ['notification-transfer', { status: 'in-progress' }, 'transferred'],
    ['notification-discharge', { status: 'in-progress' }, 'ended'],
  ])('%s with %j is a report of kind %s', (code, more, kind) => {
    expect(receive(bundle(code, encounter(more))).content).toMatchObject({
      statements: [{ report: { kind } }],
    });
  });

  it('tells an overdose by its conditions', () => {
    const condition = { resourceType: 'Condition', code: { coding: [{ code: 'T40.1X1A' }] } };
    const { content } = receive(bundle('notification-admit', encounter(), condition));
    expect(content).toMatchObject({
      statements: [{ kind: 'visit' }, { fact: { kind: 'overdose-reported' } }],
    });
  });

  it('as a subscription notification is read like a message', () => {
    const { entry, ...rest } = bundle('x', encounter());
    const status = {
      resourceType: 'SubscriptionStatus',
      subscription: { reference: 'https://east.example/Subscription/1' },
    };
    const notification = {
      ...rest,
      type: 'history',
      entry: [{ resource: status }, ...entry.slice(1)],
    };
    expect(receive(notification)).toMatchObject({
      type: 'subscription-notification',
      content: { statements: [{ report: { kind: 'ended' } }] },
    });
  });

  it.each([{ not: 'a text' }, ['c1', 'c2'], 7, null])(
    'with %j for an id is read as if it had none',
    (id) => {
      const consent = {
        resourceType: 'Consent',
        status: 'active',
        dateTime: '2026-11-07T09:00:00Z',
      };
      const named = (more: object) =>
        JSON.stringify({
          ...bundle('notification-discharge', encounter(more), { ...consent, ...more }),
          ...more,
        });
      const [odd, without] = [{ id }, {}].map((more) =>
        receiveBundle(Buffer.from(named(more)), arrival),
      );
      expect(odd).toMatchObject({ controlId: null });
      expect(odd!.content).toEqual(without!.content);
    },
  );

  it('is the same when it comes again', () => {
    const received = receive(bundle('notification-discharge', encounter()));
    const { entry, ...rest } = bundle('notification-discharge', encounter());
    expect(receive({ entry, ...rest }).claim).toEqual(received.claim);
  });

  const gone = { reference: 'urn:uuid:gone' };
  it.each([
    ['without a patient', { subject: gone }, ['Bundle.entry[1].resource.subject']],
    [
      'finished at no time',
      { period: { start: '2026-11-02', end: 'soon' } },
      ['Bundle.entry[1].resource.period.end'],
    ],
    [
      'that began at no time',
      { status: 'in-progress', period: { start: 'soon' } },
      ['Bundle.entry[1].resource.period.start'],
    ],
    [
      'with neither person nor time',
      { subject: gone, period: { end: 7 } },
      ['Bundle.entry[1].resource.subject', 'Bundle.entry[1].resource.period.end'],
    ],
  ])('%s is refused at its places', (_name, of, paths) => {
    const code = 'status' in of ? 'notification-admit' : 'notification-discharge';
    const { content } = receive(bundle(code, encounter(of)));
    expect(content).toMatchObject({ kind: 'rejected', reason: 'invalid-resource' });
    expect(content).toHaveProperty(
      'problems',
      paths.map((path) => expect.objectContaining({ path })),
    );
  });

  it('names the entry as it was sent, whatever stands before it', () => {
    const { entry, ...rest } = bundle(
      'notification-discharge',
      encounter({ period: { end: 'soon' } }),
    );
    const { content } = receive({ ...rest, entry: [entry[0], 7, null, ...entry.slice(1)] });
    expect(content).toMatchObject({ problems: [{ path: 'Bundle.entry[3].resource.period.end' }] });
  });

  it('names the patient who has no identifier, and the patient of an episode', () => {
    const { entry, ...rest } = bundle('notification-discharge', encounter());
    const nobody = { fullUrl: 'urn:uuid:pat', resource: { resourceType: 'Patient' } };
    expect(receive({ ...rest, entry: [entry[0], entry[1], nobody] }).content).toMatchObject({
      problems: [{ path: 'Bundle.entry[2].resource.identifier' }],
    });
    const period = { start: '2026-11-02T08:30:00Z' };
    const episode = { resourceType: 'EpisodeOfCare', status: 'active', patient: gone, period };
    expect(receive(bundle('notification-admit', episode)).content).toMatchObject({
      problems: [{ path: 'Bundle.entry[1].resource.patient' }],
    });
  });

  it.each([
    ['not JSON', '{'],
    ['another resource', { resourceType: 'Patient' }],
    ['a bundle without header', { resourceType: 'Bundle', entry: [] }],
    ['a bundle of rubbish', { resourceType: 'Bundle', entry: [1, null, { resource: 'x' }] }],
  ])('that is %s is not understood', (_name, value) => {
    expect(receive(value).content).toMatchObject({ kind: 'rejected', reason: 'not-understood' });
  });

  it('without an encounter is kept and ignored', () => {
    const { entry, ...rest } = bundle('notification-admit', encounter());
    const content = receive({ ...rest, entry: [entry[0], entry[2]] }).content;
    expect(content).toEqual({ kind: 'ignored', reason: 'no-encounter' });
  });
});
