import type { Inbound, Statement } from './inbound.js';
import { partsOf } from './statements.js';

const person = { identifiers: [], details: {} };
const at = '2026-11-07T09:00:00.000Z';

/** A message that is known by its name, with what it says. */
const message = (name: string, ...statements: Statement[]): Inbound => ({
  ...{ id: name, protocol: 'fhir', source: 's', type: 't', controlId: null, receivedAt: at },
  ...{ contentType: 'application/fhir+json', raw: Buffer.alloc(0) },
  claim: { key: name, contentHash: '' },
  content: { kind: 'statements', statements },
});
const fact = (name: string, onceKey?: string) =>
  message(name, {
    ...{ kind: 'person-fact', person, reportedAt: at },
    ...(onceKey ? { onceKey } : {}),
    fact: { kind: 'overdose-reported', occurredAt: at, facility: null, substance: null },
  });
const cancels = (targetKey: string, name = `cancels ${targetKey}`) =>
  message(name, { kind: 'cancellation', targetKey });
const merge = (name: string) =>
  message(name, { kind: 'merge', survivor: person, retired: person, reportedAt: at });
const moved = (name: string) =>
  message(name, {
    ...{ kind: 'visit', person, visit: { facility: 'f', number: '1' } },
    ...{ report: { kind: 'moved', reportedAt: at }, fromKnownSource: true },
  } as Statement);

const namesOf = (...inbounds: Inbound[]) =>
  partsOf(inbounds).map((part) => part.map(({ id }) => id));

describe('messages that are written together', () => {
  it('are all of those that change nobody else', () => {
    expect(namesOf(fact('a'), fact('b'), cancels('x'), fact('c'), cancels('y'))).toEqual([
      ['a', 'b', 'cancels x', 'c', 'cancels y'],
    ]);
    expect(namesOf()).toEqual([]);
  });

  it('have nobody among them who merges persons or moves a visit', () => {
    expect(namesOf(fact('a'), merge('m'), moved('v'), fact('b'), fact('c'), merge('n'))).toEqual([
      ['a'],
      ['m'],
      ['v'],
      ['b', 'c'],
      ['n'],
    ]);
  });

  it('end before one that takes one of them back, and before one that was taken back', () => {
    expect(namesOf(fact('a'), fact('b'), cancels('a'), fact('c'))).toEqual([
      ['a', 'b'],
      ['cancels a', 'c'],
    ]);
    expect(namesOf(cancels('b'), fact('a'), fact('b'), fact('c'))).toEqual([
      ['cancels b', 'a'],
      ['b', 'c'],
    ]);
    expect(namesOf(fact('a', 'once'), cancels('once'))).toEqual([['a'], ['cancels once']]);
    expect(namesOf(cancels('a'), cancels('cancels a'))).toEqual([
      ['cancels a'],
      ['cancels cancels a'],
    ]);
  });

  it('hold two that take back the same, and one that takes back itself', () => {
    expect(namesOf(cancels('a', 'first'), cancels('a', 'second'), cancels('own', 'own'))).toEqual([
      ['first', 'second', 'own'],
    ]);
  });
});
