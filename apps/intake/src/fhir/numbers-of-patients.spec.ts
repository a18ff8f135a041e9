import { keysOf } from '../inbound/domain/named-person.js';
import { encounter, notify, patient, statementsOf, visitOf } from '../testing/bundles.js';

// Which number of a patient counts, and what is called after one.
const overdose = {
  resource: {
    resourceType: 'Condition',
    code: { coding: [{ code: 'T40.1X1A' }] },
    subject: { reference: 'Patient/p1' },
    onsetDateTime: '2026-11-01',
    identifier: [{ value: 'C1' }],
  },
};

describe('numbers of a patient', () => {
  const bare = '2.16.840.1.113883.19.5';
  const keys = (old: object) => {
    const identifier = [
      { ...old, system: bare, value: 'OLD' },
      { system: `urn:oid:${bare}`, value: 'NEW' },
    ];
    return keysOf(visitOf(notify(encounter(), patient('p1', { identifier }))).person).map(
      ({ system, value }) => `${system} ${value}`,
    );
  };

  it.each([{ use: 'old' }, { period: { end: '2026-11-24' } }, { period: { end: '2025' } }])(
    'that have run out (%j) come last, and an OID is known with and without its scheme',
    (old) => {
      expect(keys(old)).toEqual([`urn:oid:${bare} NEW`]);
    },
  );

  it.each(['2031-01-01', '2026-11-25', '2026', '2026-11-25T12:06:00Z'])('hold until %s', (end) => {
    expect(keys({ period: { end } })).toEqual([`urn:oid:${bare} OLD`]);
  });

  it('that run out between two bundles leave a fact one fact and a visit one visit', () => {
    const read = (identifier: object[]) => {
      const anonymous = encounter({ id: undefined });
      const statements = statementsOf(
        notify({ ...anonymous, fullUrl: 'urn:uuid:1' }, patient('p1', { identifier }), overdose),
      );
      return statements.map((statement) =>
        statement.kind === 'visit'
          ? statement.visit.number
          : statement.kind === 'person-fact' && statement.onceKey,
      );
    };
    const first = { system: bare, value: 'A' };
    const before = read([first]);
    expect(before).toEqual([`unnumbered ${bare} A`, expect.any(String)]);
    const card = { system: bare, value: 'B' };
    expect(read([{ ...first, period: { end: '2026-11-24' } }, card])).toEqual(before);
  });
});
