import { applyPatch } from './apply-patch.js';
import type { Patch, JsonValue } from './patch.js';
import { difference } from './difference.js';

const fact = (id: string, note = 'as told') => ({ id, note });
const [a, b, c, d] = [fact('a'), fact('b'), fact('c'), fact('d')] as const;

/** What is told, and whether the document is the same when it has gone through the database. */
const passedOn = (before: JsonValue, after: JsonValue): Patch | undefined => {
  const change = difference(before, after);
  const received = JSON.parse(JSON.stringify(change ?? null)) as Patch | null;
  const known = received ? applyPatch(before, received) : before;
  expect(known).toEqual(JSON.parse(JSON.stringify(after)));
  return change;
};

describe('the difference of two documents', () => {
  it('is nothing when they say the same', () => {
    expect(passedOn({ facts: [a, b] }, { facts: [a, b] })).toBeUndefined();
    expect(passedOn({ facts: [a] }, { facts: [fact('a')] })).toBeUndefined();
    expect(passedOn({ name: null }, { name: null, gone: undefined })).toBeUndefined();
  });

  it('is the new element of a list that grew, however long it is', () => {
    const facts = Array.from({ length: 1_000 }, (_, n) => fact(String(n)));
    const change = passedOn({ facts, other: a }, { facts: [...facts, d], other: a });
    expect(change).toEqual([
      'object',
      {
        facts: [
          'list',
          [
            ['keep', 0, 1_000],
            ['add', [d]],
          ],
        ],
      },
      [],
    ]);
  });

  it('says where the elements went of a list that lost its first and got a last', () => {
    expect(passedOn([a, b, c], [b, c, d])).toEqual([
      'list',
      [
        ['keep', 1, 2],
        ['add', [d]],
      ],
    ]);
  });

  it('says what is new in an element, and leaves its neighbours alone', () => {
    const changed = { ...fact('b'), note: 'corrected' };
    expect(passedOn([a, b, c], [a, changed, c])).toEqual([
      'list',
      [
        ['keep', 0, 1],
        ['change', 1, ['object', { note: ['set', 'corrected'] }, []]],
        ['keep', 2, 1],
      ],
    ]);
  });

  it('takes an element of another id for another thing', () => {
    expect(passedOn([a, b], [a, c])).toEqual([
      'list',
      [
        ['keep', 0, 1],
        ['add', [c]],
      ],
    ]);
  });

  it('takes an element out from between the others', () => {
    expect(passedOn([a, b, c], [a, c])).toEqual([
      'list',
      [
        ['keep', 0, 1],
        ['keep', 2, 1],
      ],
    ]);
  });

  it('says which fields are gone, and sets what became something else', () => {
    expect(passedOn({ stay: a, kind: 'x' }, { kind: ['x'] })).toEqual([
      'object',
      { kind: ['set', ['x']] },
      ['stay'],
    ]);
  });

  it('leaves what did not change the same object', () => {
    const before = { facts: [a, b], stay: { end: null, start: c } };
    const change = difference(before, { facts: [a, b, d], stay: { end: 'now', start: c } })!;
    const known = applyPatch(before, change) as typeof before;
    expect(known.facts[0]).toBe(a);
    expect(known.stay.start).toBe(c);
  });

  it('does not fit a document that is another', () => {
    const change = difference([a, b, c], [a, b, c, d])!;
    expect(() => applyPatch([a], change)).toThrow('wants 3 elements');
    expect(() => applyPatch({ a: 1 }, change)).toThrow('wants a list');
  });
});
