import type { Statement } from '../inbound/domain/inbound.js';
import { SourceProfiles } from '../profile/source-profiles.js';
import { status } from '../testing/bundles.js';
import { receiveBundle } from './receive-bundle.js';

/** A notification of a server; what is said of the encounter and the patient can be overridden. */
function notified(server: string, encounter: object, patient: object = {}) {
  const bundle = {
    resourceType: 'Bundle',
    type: 'history',
    timestamp: '2026-11-25T12:05:00Z',
    entry: [
      status('event-notification', server),
      {
        fullUrl: `${server}/Encounter/77`,
        resource: {
          resourceType: 'Encounter',
          id: '77',
          status: 'finished',
          serviceType: { coding: [{ code: 'DETOX' }] },
          subject: { reference: 'Patient/5' },
          period: { start: '2026-11-20T09:00:00Z', end: '2026-11-25T12:00:00Z' },
          ...encounter,
        },
      },
      {
        fullUrl: `${server}/Patient/5`,
        resource: {
          resourceType: 'Patient',
          id: '5',
          identifier: [{ system: `${server}/mrn`, value: 'M5' }],
          ...patient,
        },
      },
    ],
  };
  const { content } = receiveBundle(Buffer.from(JSON.stringify(bundle)), {
    receivedAt: '2026-11-26T00:00:00.000Z',
    profiles: new SourceProfiles([]),
    contentType: 'application/fhir+json',
  });
  if (content.kind !== 'statements') throw new Error(`is ${content.kind}`);
  return content.statements[0] as Extract<Statement, { kind: 'visit' }>;
}

const [east, west] = ['https://east.example/fhir', 'https://west.example/fhir'];

describe('the facility of an encounter', () => {
  it.each([
    ['the name of its provider', { serviceProvider: { display: 'Lake Side' } }, 'lake-side'],
    [
      'the identifier of its provider',
      { serviceProvider: { identifier: { value: 'NPI 12' } } },
      'npi-12',
    ],
    [
      'the server, where the provider leads nowhere',
      { serviceProvider: { reference: 'Organization/1' } },
      'east.example-fhir',
    ],
    ['the server, without a provider', {}, 'east.example-fhir'],
  ])('is %s', (_, more, facility) => {
    expect(notified(east, more).visit.facility).toBe(facility);
  });

  it('keeps the ids of two servers apart, whatever the facility is called', () => {
    const provider = { serviceProvider: { display: 'General Hospital' } };
    const [eastern, other] = [east, west].map((server) => notified(server, provider).visit);
    expect(eastern!.facility).toBe(other!.facility);
    expect(eastern!.number).not.toBe(other!.number);
    expect(eastern!.formerly).toEqual({ facility: 'general-hospital', number: '77' });
  });

  it('leaves an identifier of the encounter as it is', () => {
    expect(notified(east, { identifier: [{ value: 'V7' }] }).visit).toEqual({
      facility: 'east.example-fhir',
      number: 'V7',
    });
  });
});

describe('a patient whom no number names', () => {
  const codes = 'http://terminology.hl7.org/CodeSystem/v2-0203';

  it.each([
    ['a code system', [{ system: codes, value: '192' }]],
    ['a placeholder', [{ system: `${east}/mrn`, value: 'UNKNOWN' }]],
    ['no system', [{ value: '192' }]],
    ['a plan’s number', [{ system: 'urn:plan', value: '1', type: { coding: [{ code: 'MB' }] } }]],
    ['nothing', undefined],
  ])('is known by the id of the server: %s', (_, identifier) => {
    const people = [east, west].map((server) => notified(server, {}, { identifier }).person);
    expect(people.map(({ identifiers }) => identifiers)).toEqual([
      [{ system: `${east}/Patient`, value: '5', isLocal: true, trusted: true }],
      [{ system: `${west}/Patient`, value: '5', isLocal: true, trusted: true }],
    ]);
  });

  it('is known by nothing where the id is longer than any', () => {
    const long = { identifier: undefined, id: '5'.repeat(8_193) };
    expect(() => notified(east, {}, long)).toThrow('is rejected');
  });
});
