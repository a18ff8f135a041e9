import { notify, patient, receive, statementsOf, warningsOf } from '../testing/bundles.js';

const request = (more: object = {}) => ({
  fullUrl: 'https://lake.example/fhir/ServiceRequest/s1',
  resource: {
    ...{ resourceType: 'ServiceRequest', id: 's1', status: 'active', intent: 'order' },
    code: { coding: [{ code: 'IOP' }] },
    subject: { reference: 'Patient/p1' },
    authoredOn: '2026-11-24T09:00:00-05:00',
    ...more,
  },
});
const task = (status: string, more: object = {}) => ({
  resource: {
    ...{ resourceType: 'Task', id: 't1', status, intent: 'order' },
    code: { coding: [{ code: 'fulfill' }] },
    focus: { reference: 'ServiceRequest/s1' },
    for: { reference: 'Patient/p1' },
    ...more,
  },
});
const read = (...entry: object[]) => {
  const inbound = notify(patient('p1'), ...entry);
  return inbound.content.kind === 'statements' ? statementsOf(inbound) : inbound.content.kind;
};
const keyOf = (...entry: object[]) => {
  const [statement] = read(...entry);
  if (typeof statement !== 'object') throw new Error('says nothing');
  return statement.kind === 'cancellation'
    ? statement.targetKey
    : statement.kind === 'person-fact' && statement.onceKey;
};

describe('a ServiceRequest', () => {
  it('asks for the care it names, at the time it was written', () => {
    expect(read(request())).toMatchObject([
      {
        kind: 'person-fact',
        person: { identifiers: [{ value: 'P1' }, {}] },
        fact: {
          ...{ kind: 'care-requested', requestedAt: '2026-11-24T14:00:00.000Z' },
          ...{ requestedBy: 'program', requester: null, level: 'IOP', context: {} },
        },
      },
    ]);
  });

  it.each([
    [
      'by a diagnosis of substance use',
      { code: {}, reasonCode: [{ coding: [{ code: 'F11.20' }] }] },
      null,
    ],
    ['by a procedure code', { code: { coding: [{ code: 'H0018' }] } }, 'RES'],
  ])('is ours %s', (_name, more, level) => {
    expect(read(request(more))).toMatchObject([{ fact: { kind: 'care-requested', level } }]);
  });

  it.each([
    ['for other care', { code: { coding: [{ code: 'CARDIOLOGY' }] } }],
    ['that is a draft', { status: 'draft' }],
    ['that is fulfilled', { status: 'completed' }],
    ['that only proposes', { intent: 'proposal' }],
  ])('%s says nothing', (_name, more) => {
    expect(read(request(more))).toBe('ignored');
  });

  it.each([
    ['the person', { requester: { reference: 'Patient/p1' } }, 'self'],
    ['the family', { requester: { type: 'RelatedPerson', display: 'her mother' } }, 'family'],
    ['a court, as its category says', { category: [{ text: 'Court' }] }, 'court'],
  ])('is made by %s', (_name, more, requestedBy) => {
    expect(read(request(more))).toMatchObject([{ fact: { requestedBy } }]);
  });

  it('without its time counts from the bundle, and says so', () => {
    const inbound = notify(patient('p1'), request({ authoredOn: undefined }));
    expect(statementsOf(inbound)).toMatchObject([
      { fact: { requestedAt: '2026-11-25T12:05:00.000Z' } },
    ]);
    expect(warningsOf(inbound)).toEqual([
      'Bundle.entry[2].resource.authoredOn is missing: the time of the bundle counts',
    ]);
  });
});

describe('the Task of a referral', () => {
  it.each(['requested', 'received', 'accepted', 'in-progress'])(
    'that is %s changes nothing',
    (status) => {
      expect(keyOf(request(), task(status))).toBe(keyOf(request()));
    },
  );

  it('that is a draft asks for nothing yet', () => {
    expect(read(request(), task('draft'))).toBe('ignored');
  });

  it.each([
    ['cancelled', [request(), task('cancelled')]],
    ['entered in error', [request(), task('entered-in-error')]],
    [
      'asked to be cancelled (BSeR)',
      [request(), task('in-progress', { businessStatus: { coding: [{ code: '5.2' }] } })],
    ],
    ['cancelled, sent without its request', [task('cancelled')]],
    ['cancelled by its request', [request({ status: 'revoked' })]],
  ])('%s takes the request back by its key', (_name, entries) => {
    expect(read(...entries)).toEqual([
      { kind: 'cancellation', targetKey: keyOf(request()), isOfFact: true },
    ]);
  });

  it('of other work is not read', () => {
    expect(read(task('cancelled', { code: { coding: [{ code: 'approve' }] } }))).toBe('ignored');
  });

  it('finds its request by an identifier', () => {
    const numbered = request({ identifier: [{ system: 'urn:lake:referral', value: 'R-7' }] });
    const focus = { identifier: { system: 'urn:lake:referral', value: 'R-7' } };
    expect(keyOf(task('cancelled', { focus }))).toBe(keyOf(numbered));
  });

  it('without anybody it is for is odd', () => {
    const entry = [
      task('cancelled', { for: { reference: 'Patient/unknown' } }),
      patient('p2'),
      patient('p3'),
    ];
    const inbound = receive({ type: 'collection', entry });
    expect(warningsOf(inbound)).toEqual([
      'Bundle.entry[0].resource.for leads to no Patient inside the bundle',
    ]);
  });
});
