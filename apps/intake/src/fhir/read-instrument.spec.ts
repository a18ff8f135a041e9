import { SourceProfiles } from '../profile/source-profiles.js';
import { receiveBundle } from './receive-bundle.js';

const patient = { resourceType: 'Patient', identifier: [{ system: 'urn:oid:1.2.3', value: 'A' }] };
const subject = { reference: 'urn:uuid:pat' };

const receive = (resource: object) =>
  receiveBundle(
    Buffer.from(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        timestamp: '2026-11-07T16:00:00Z',
        meta: { source: 'https://north.example/fhir' },
        entry: [{ resource }, { fullUrl: 'urn:uuid:pat', resource: patient }],
      }),
    ),
    {
      receivedAt: '2026-11-08T00:00:00.000Z',
      profiles: new SourceProfiles([]),
      contentType: 'application/fhir+json',
    },
  );
const factOf = (resource: object) => {
  const { content } = receive(resource);
  return content.kind === 'statements' ? content.statements[0] : content;
};
const resultOf = (resource: object) =>
  receive(resource).warnings!.map(({ path, reason }) => `${path} ${reason}`);

const observed = (code: string, more: object) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'urn:handrail:instrument', code }], text: code },
  subject,
  effectiveDateTime: '2026-11-06T09:00:00-05:00',
  ...more,
});
const answered = (name: string, item: readonly object[], more: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  questionnaire: `urn:handrail:instrument:${name}`,
  subject,
  authored: '2026-11-06T14:00:00Z',
  item,
  ...more,
});
const level = (code: string) => ({ valueCodeableConcept: { coding: [{ code }] } });

describe('what another instrument said, in FHIR', () => {
  it.each([
    ['a level', observed('CONTINUUM', level('3.7-WM')), 'continuum', '3.7-WM', null],
    ['a composite', observed('locus', { valueInteger: 21 }), 'locus', null, 21],
    ['a quantity', observed('locus', { valueQuantity: { value: 21 } }), 'locus', null, 21],
    [
      'an amended result',
      observed('locus', { status: 'amended', valueInteger: 9 }),
      'locus',
      null,
      9,
    ],
    [
      'answers of a questionnaire',
      answered('locus|20', [
        { linkId: 'composite', answer: [{ valueInteger: 21 }] },
        { linkId: 'level', answer: [{ valueCoding: { code: '3' } }] },
      ]),
      'locus',
      '3',
      21,
    ],
  ])('is the same fact as an event: %s', (_name, resource, instrument, code, composite) => {
    expect(factOf(resource)).toMatchObject({
      kind: 'person-fact',
      person: { identifiers: [{ value: 'A' }] },
      fact: {
        kind: 'instrument-result-recorded',
        assessedAt: '2026-11-06T14:00:00.000Z',
        ...{ instrument, level: code, composite },
      },
    });
    expect(resultOf(resource)).toEqual([]);
  });

  it.each([
    ['entered in error', observed('locus', { status: 'entered-in-error', valueInteger: 21 })],
    ['still preliminary', observed('locus', { status: 'preliminary', valueInteger: 21 })],
    [
      'of another code system',
      observed('locus', { code: { coding: [{ system: 'urn:other', code: 'locus' }] } }),
    ],
    ['of another questionnaire', answered('x', [], { questionnaire: 'urn:other:locus' })],
  ])('is not there when it is %s', (_name, resource) => {
    expect([factOf(resource), resultOf(resource)]).toEqual([
      { kind: 'ignored', reason: 'no-encounter' },
      [],
    ]);
  });

  it.each([
    ['nothing', observed('locus', {}), 'value is neither a level nor a composite'],
    ['no answer', answered('locus', []), 'item is neither a level nor a composite'],
    ['words', observed('continuum', level('as Ana asked')), 'value.coding[0].code is no level'],
    ['half a point', observed('locus', { valueInteger: 20.5 }), 'value is no composite'],
    ['no name', observed('LOCUS 20', { valueInteger: 1 }), 'code.coding names no instrument'],
    [
      'words in an answer',
      answered('locus', [{ linkId: 'level', answer: [{ valueString: 'as Ana asked' }] }]),
      'item[0].answer[0].value is no level',
    ],
    [
      'no time',
      observed('locus', { valueInteger: 21, effectiveDateTime: 'today' }),
      'effective is no time with offset',
    ],
  ])('is told with its place when it says %s', (_name, resource, problem) => {
    expect(resultOf(resource)).toEqual([`Bundle.entry[0].resource.${problem}`]);
    expect(factOf(resource)).toMatchObject({ kind: 'ignored' });
  });

  it('counts once, and again when it is amended', () => {
    const keyOf = (resource: object) => (factOf(resource) as { onceKey: string }).onceKey;
    const first = { ...observed('locus', { valueInteger: 21 }), id: 'o1' };
    expect(keyOf({ ...first, note: [{ text: 'seen again' }] })).toBe(keyOf(first));
    expect(keyOf({ ...first, status: 'amended', valueInteger: 22 })).not.toBe(keyOf(first));
  });
});
