import fc from 'fast-check';
import { applyPatch } from './apply-patch.js';
import type { Patch, JsonValue } from './patch.js';
import { difference } from './difference.js';

const SEED = 20261128;
const HISTORIES = 600;

/** A document of a few names, so that what comes later often meets what was there. */
const { document } = fc.letrec<{ document: JsonValue }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<JsonValue[]>('x', 'y', 0, 1, null, true),
    fc.array(tie('document'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom('id', 'facts', 'stay', 'end'), tie('document'), {
      noNullPrototype: true,
    }) as fc.Arbitrary<JsonValue>,
  ),
}));

/** What one step does to a list or an object somewhere in a document; the rest stays the same objects. */
const step = fc.record({
  path: fc.array(fc.nat({ max: 5 }), { maxLength: 4 }),
  act: fc.constantFrom('put', 'drop', 'add', 'first', 'swap', 'copy'),
  value: document,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function after(before: JsonValue, { path, ...rest }: Step): JsonValue {
  const [at, ...deeper] = path;
  if (at === undefined) return acted(before, rest);
  if (Array.isArray(before) && before.length > 0) {
    const list = before as readonly JsonValue[];
    return list.with(at % list.length, after(list[at % list.length]!, { path: deeper, ...rest }));
  }
  if (typeof before !== 'object' || before === null || Array.isArray(before))
    return acted(before, rest);
  const entries = Object.entries(before as Record<string, JsonValue>);
  if (entries.length === 0) return acted(before, rest);
  const [name, value] = entries[at % entries.length]!;
  return { ...(before as object), [name]: after(value, { path: deeper, ...rest }) };
}

function acted(before: JsonValue, { act, value }: Omit<Step, 'path'>): JsonValue {
  if (!Array.isArray(before)) return value;
  const list = before as readonly JsonValue[];
  switch (act) {
    case 'drop':
      return list.slice(1);
    case 'add':
      return [...list, value];
    case 'first':
      return [value, ...list];
    case 'swap':
      return [...list].reverse();
    case 'copy':
      return [...list, ...list.slice(0, 2)];
    default:
      return value;
  }
}

it(`tells a document as it is, over ${HISTORIES} histories of changes`, () => {
  fc.assert(
    fc.property(document, fc.array(step, { minLength: 1, maxLength: 12 }), (first, steps) => {
      let [real, known] = [first, first];
      for (const each of steps) {
        const next = after(real, each);
        const change = difference(real, next);
        if (change) known = applyPatch(known, JSON.parse(JSON.stringify(change)) as Patch);
        real = next;
        expect(known).toStrictEqual(real);
      }
    }),
    { seed: SEED, numRuns: HISTORIES },
  );
});
