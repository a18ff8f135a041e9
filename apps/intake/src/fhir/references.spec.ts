import type { Inbound } from '../inbound/domain/inbound.js';
import {
  encounter,
  mrn,
  notify,
  patient,
  receive,
  server,
  statementsOf,
  valuesOf,
  visitOf,
  warningsOf,
} from '../testing/bundles.js';

// References as servers write them, beside those of the examples of the standard.
describe('a reference to the patient', () => {
  const nobody = patient('p2');
  it.each([
    ['with a version', { reference: 'Patient/p1/_history/3' }, patient('p1')],
    ['absolute, with a version', { reference: `${server}/Patient/p1/_history/3` }, patient('p1')],
    [
      'relative, to an entry known by its address alone',
      { reference: 'Patient/p1' },
      { ...patient('p1'), resource: { ...patient('p1').resource, id: undefined } },
    ],
    [
      'absolute, to an entry known by its id alone',
      { reference: `${server}/Patient/p1` },
      { resource: patient('p1').resource },
    ],
    ['by an identifier', { identifier: mrn('P1')[0] }, patient('p1')],
    [
      'that leads nowhere, with an identifier',
      { reference: 'Patient/elsewhere', identifier: mrn('P1')[0] },
      patient('p1'),
    ],
    [
      'that searches for an identifier',
      { reference: `Patient?identifier=${encodeURIComponent(`${server}/mrn|P1`)}` },
      patient('p1'),
    ],
  ])('%s leads to the entry', (_, subject, entry) => {
    const { person } = visitOf(notify(encounter({ subject }), nobody, entry));
    expect(valuesOf(person)[0]).toBe('P1');
    expect(person.identifiers.length).toBeGreaterThanOrEqual(1);
  });

  it('means the patient of the server of its own entry', () => {
    const other = { ...patient('p1'), fullUrl: 'https://hill.example/fhir/Patient/p1' };
    const entry = [{ ...other, resource: { ...other.resource, identifier: mrn('HILL') } }];
    expect(valuesOf(visitOf(notify(...entry, patient('p1'), encounter())).person)[0]).toBe('P1');
  });

  it('to one that the encounter contains leads there, and its id counts inside it only', () => {
    const contained = [{ resourceType: 'Patient', id: 'p', identifier: mrn('INSIDE') }];
    const subject = { reference: '#p' };
    expect(
      visitOf(notify(encounter({ contained, subject }), patient('p1'))).person.identifiers,
    ).toEqual([{ ...mrn('INSIDE')[0], trusted: true }]);
    const nameless = [{ resourceType: 'Patient', id: 'p' }];
    expect(notify(encounter({ contained: nameless, subject })).content).toMatchObject({
      problems: [{ path: 'Bundle.entry[1].resource.contained[0].identifier' }],
    });
  });

  it('by an identifier names somebody who is not in the bundle, and never somebody who is', () => {
    const subject = { type: 'Patient', identifier: mrn('ABSENT')[0] };
    const alone = visitOf(notify(encounter({ subject })));
    expect(alone.person).toEqual({
      identifiers: [{ ...mrn('ABSENT')[0], trusted: true }],
      details: {},
    });
    expect(visitOf(notify(encounter({ subject }), patient('p1'))).person).toEqual(alone.person);
  });

  it('by what names nobody is refused at its place', () => {
    const subject = { identifier: { system: `${server}/mrn`, value: 'UNKNOWN' } };
    expect(notify(encounter({ subject })).content).toMatchObject({
      kind: 'rejected',
      problems: [{ path: 'Bundle.entry[1].resource.subject' }],
    });
  });
});

it('a diagnosis of a stay that it contains itself is told for itself', () => {
  const condition = {
    resourceType: 'Condition',
    code: { coding: [{ code: 'T40.1X1A' }] },
    subject: { reference: 'Patient/p1' },
    contained: [{ resourceType: 'Encounter', id: 'e' }],
    encounter: { reference: '#e' },
    onsetDateTime: '2026-11-20T10:00:00Z',
  };
  const statements = statementsOf(notify(patient('p1'), { resource: condition }));
  expect(statements).toMatchObject([{ kind: 'person-fact', fact: { kind: 'overdose-reported' } }]);
});

describe('patients who are one', () => {
  const link = (type: string, other: object) => ({ link: [{ type, other }] });
  const merges = (inbound: Inbound) =>
    statementsOf(inbound).map((statement) => {
      if (statement.kind !== 'merge') throw new Error(statement.kind);
      return [valuesOf(statement.survivor)[0], valuesOf(statement.retired)[0]];
    });

  it.each([
    ['replaced-by', ['P2', 'P1']],
    ['replaces', ['P1', 'P2']],
  ])('%s says who stays', (type, [survivor, retired]) => {
    const linked = patient('p1', link(type, { reference: 'Patient/p2' }));
    expect(merges(notify(linked, patient('p2')))).toEqual([[survivor, retired]]);
  });

  it('are named by an identifier, or as their server calls them', () => {
    const by = (other: object) => merges(notify(patient('p1', link('replaced-by', other))));
    expect(by({ identifier: mrn('P9')[0] })).toEqual([['P9', 'P1']]);
    expect(by({ reference: 'Patient/p9' })).toEqual([['p9', 'P1']]);
    const [statement] = statementsOf(
      notify(patient('p1', link('replaced-by', { reference: `${server}/Patient/p9/_history/1` }))),
    );
    expect(statement).toMatchObject({
      survivor: { identifiers: [{ system: `${server}/Patient`, value: 'p9', isLocal: true }] },
      retired: { identifiers: [{ value: 'P1' }, { system: `${server}/Patient`, value: 'p1' }] },
    });
  });

  it('stand in the bundle of a patient identity feed', () => {
    const inbound = receive({
      type: 'message',
      entry: [
        {
          resource: {
            resourceType: 'MessageHeader',
            eventUri: 'urn:ihe:iti:pmir:2019:patient-feed',
            source: { endpoint: server },
          },
        },
        {
          fullUrl: 'urn:uuid:1',
          resource: {
            resourceType: 'Bundle',
            type: 'history',
            entry: [patient('p1', link('replaced-by', { reference: 'Patient/p2' })), patient('p2')],
          },
        },
      ],
    });
    expect(merges(inbound)).toEqual([['P2', 'P1']]);
    const broken = receive({
      type: 'message',
      entry: [
        { resource: { resourceType: 'MessageHeader', source: { endpoint: server } } },
        {
          resource: {
            resourceType: 'Bundle',
            entry: [patient('p1', link('replaced-by', { display: 'another' }))],
          },
        },
      ],
    });
    expect(broken.content).toMatchObject({
      kind: 'rejected',
      problems: [
        {
          path: 'Bundle.entry[1].resource.entry[0].resource.link[0].other',
          reason: 'leads to nobody',
        },
      ],
    });
  });

  it('are not those of whom there is only more to read', () => {
    const linked = patient('p1', link('seealso', { reference: 'Patient/p2' }));
    expect(notify(linked, patient('p2')).content).toMatchObject({ kind: 'ignored' });
  });

  it('that cannot be told keep no stay from being told', () => {
    const replaced = patient('p1', link('replaced-by', {}));
    const inbound = notify(encounter(), replaced);
    expect(visitOf(inbound).report.kind).toBe('ended');
    expect(warningsOf(inbound)).toEqual(['Bundle.entry[2].resource.link[0].other leads to nobody']);
  });
});

describe('two entries of one URL', () => {
  const twice = (...ids: Array<string | undefined>) =>
    notify(
      encounter({ subject: { reference: 'urn:uuid:a' } }),
      ...ids.map((id, at) => ({ ...patient(`p${at}`, { id }), fullUrl: 'urn:uuid:a' })),
    ).content;

  it('attack 30: are refused where they are two persons: a stay could be of either', () => {
    for (const ids of [
      ['p1', 'p2'],
      [undefined, undefined],
    ])
      expect(twice(...ids)).toEqual({
        ...{ kind: 'rejected', reason: 'not-understood' },
        problems: [expect.objectContaining({ path: 'Bundle.entry[3].fullUrl' })],
      });
  });

  it('may be two versions of one person', () => {
    expect(twice('p1', 'p1').kind).toBe('statements');
  });
});

it('attack 30: references in a circle lead nowhere twice', () => {
  const circle = encounter({ partOf: { reference: 'Encounter/e1' } });
  const link = (id: string) => ({ link: [{ type: 'seealso', other: { reference: id } }] });
  const people = [patient('p1', link('Patient/p2')), patient('p2', link('Patient/p1'))];
  expect(notify(circle, ...people).content.kind).toBe('statements');
});
