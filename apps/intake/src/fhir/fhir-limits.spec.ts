import { SourceProfiles } from '../profile/source-profiles.js';
import { FHIR_LIMITS, hasTooManyValues } from './fhir-limits.js';
import { receiveBundle } from './receive-bundle.js';

const arrival = {
  receivedAt: '2026-11-08T00:00:00.000Z',
  profiles: new SourceProfiles([]),
  contentType: 'application/fhir+json',
};
const patient = {
  resourceType: 'Patient',
  id: 'pat',
  identifier: [{ system: 'urn:oid:1.2.3', value: 'A' }],
};
const encounter = (id: string, more: object = {}) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  subject: { reference: 'Patient/pat' },
  class: { code: 'IMP' },
  period: { start: '2026-11-02T08:30:00Z', end: '2026-11-07T10:00:00Z' },
  ...more,
});
const bundle = (resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [patient, ...resources].map((resource) => ({ resource })),
});
const receive = (resources: readonly object[]) =>
  receiveBundle(Buffer.from(JSON.stringify(bundle(resources))), arrival);
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

describe('what one bundle may hold', () => {
  it.each([
    ['entries', many(10_001, () => ({ resourceType: 'Basic' })), 'Bundle.entry'],
    [
      'repetitions',
      [encounter('e', { type: many(1_001, () => ({})) })],
      'Bundle.entry[1].resource.type',
    ],
    [
      'repetitions inside another element',
      [encounter('e', { type: [{ coding: many(1_001, () => ({})) }] })],
      'Bundle.entry[1].resource.type.coding',
    ],
    ['statements', many(2_001, (at) => encounter(`e${at}`)), '/'],
    ['values', [{ resourceType: 'Basic', of: many(500_000, () => 0) }], 'Bundle'],
  ])('attack 30: refuses too many %s as a whole, with the place', (_name, resources, path) => {
    expect(receive(resources)).toMatchObject({
      claim: null,
      content: { kind: 'rejected', reason: 'too-large', problems: [{ path }] },
    });
  });

  it('passes over long lists of resources it does not read', () => {
    const provenance = { resourceType: 'Provenance', target: many(5_000, () => ({})) };
    expect(receive([encounter('e'), provenance]).content.kind).toBe('statements');
  });

  it('never repeats names of elements a sender made up', () => {
    const odd = { ['Rowan Alder, born 1980']: many(1_001, () => 0) };
    const { content } = receive([encounter('e', { type: [odd] })]);
    expect(JSON.stringify(content)).not.toContain('Rowan');
    expect(content).toMatchObject({ problems: [{ path: 'Bundle.entry[1].resource.type' }] });
  });

  it('says a hundred of many problems, and how many there are more', () => {
    const { content } = receive(
      many(300, (at) => encounter(`e${at}`, { subject: { reference: 'Patient/none' } })),
    );
    if (content.kind !== 'rejected') throw new Error('is taken');
    expect(content.problems).toHaveLength(101);
    expect(content.problems.at(-1)).toMatchObject({ path: '/', reason: 'has 200 problems more' });
  });

  it('attack 32: leaves a consent of the size of a scan out, and takes the rest', () => {
    const scan = {
      resourceType: 'Consent',
      status: 'active',
      patient: { reference: 'Patient/pat' },
    };
    const read = receive([
      encounter('e'),
      { ...scan, sourceAttachment: { data: 'x'.repeat(FHIR_LIMITS.consentCharacters) } },
    ]);
    expect(read.content).toMatchObject({ statements: [{ kind: 'visit' }] });
    expect(read.warnings!.map(({ path }) => path)).toEqual([
      'Bundle.entry[2].resource.sourceAttachment',
    ]);
  });
});

describe('counting the values of a body', () => {
  it.each([
    ['{"a":[1,2,{"b":[]}]}', 7],
    ['["a,b[{","\\"",[]]', 5],
    ['1', 1],
    ['["unended', 2],
  ])('%s counts as %i', (text, count) => {
    expect(hasTooManyValues(Buffer.from(text), count)).toBe(false);
    expect(hasTooManyValues(Buffer.from(text), count - 1)).toBe(true);
  });
});

describe('what belongs to a stay', () => {
  it('is found for each of many stays: procedures by their encounter, overdoses too', () => {
    const stays = many(300, (at) => encounter(`e${at}`));
    const procedures = stays.map(({ id }, at) => ({
      resourceType: 'Procedure',
      status: 'completed',
      encounter: { reference: `Encounter/${id}` },
      code: { text: at % 2 ? 'detoxification' : 'nothing known' },
    }));
    const overdoses = many(100, (at) => ({
      resourceType: 'Condition',
      encounter: { reference: `Encounter/e${at * 3}` },
      code: { coding: [{ code: 'T40.2X1A' }] },
    }));
    const { content } = receive([...stays, ...procedures, ...overdoses]);
    if (content.kind !== 'statements') throw new Error('is refused');
    const visits = content.statements.filter(({ kind }) => kind === 'visit');
    const facts = content.statements.filter(({ kind }) => kind === 'person-fact');
    expect([visits.length, facts.length]).toEqual([300, 100]);
  });
});
