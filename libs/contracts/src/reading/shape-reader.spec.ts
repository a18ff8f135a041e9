import { Type } from '@sinclair/typebox';
import { asWritten, choice, problemLine, shapeReader, withReason, withRule } from './index.js';

const closed = { additionalProperties: false } as const;
const range = withRule(
  Type.Object({ from: Type.Integer(), to: Type.Integer() }, closed),
  ({ from, to }) => from < to,
  'from is below to',
);
const shape = Type.Object(
  {
    name: withReason(Type.String({ pattern: '^[a-z]+$' }), 'is not a lower-case name'),
    kind: choice(['bed', 'chair'], { default: 'bed' }),
    codes: Type.Array(
      asWritten(Type.String({ minLength: 1 }), (value) => String(value).trim()),
      { default: [] },
    ),
    share: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    key: Type.Optional(Type.String({ minLength: 32, maxLength: 64 })),
    ranges: Type.Unsafe<Record<string, object>>({
      ...{ type: 'object', default: {}, additionalProperties: range },
    }),
  },
  closed,
);
const read = shapeReader(shape);

const faultsOf = (written: unknown): string[] => {
  const reading = read(written);
  return 'problems' in reading
    ? reading.problems.map((problem) => problemLine(problem, 'whole'))
    : [];
};

describe('what somebody wrote', () => {
  it('is read with defaults, and as it is meant', () => {
    expect(read({ name: 'a', codes: [99, ' x '], ranges: { a: { from: 1, to: 2 } } })).toEqual({
      value: { name: 'a', kind: 'bed', codes: ['99', 'x'], ranges: { a: { from: 1, to: 2 } } },
    });
  });

  it('gets defaults of its own, which nobody else changes', () => {
    const [first, second] = [read({ name: 'a' }), read({ name: 'b' })];
    expect('value' in first && 'value' in second && first.value.codes).not.toBe(
      'value' in second && second.value.codes,
    );
  });

  it.each([
    ['no object', null, ['whole: must be fields with their values']],
    ['nothing of it', {}, ['name: is not a lower-case name']],
    ['two words', { name: 'a', kind: 'sofa' }, ['kind: must be one of bed, chair']],
    ['a field too many', { name: 'a', nmae: 'b' }, ['nmae: is no field that is known here']],
    ['an own word for it', { name: 'A' }, ['name: is not a lower-case name']],
    ['too much', { name: 'a', count: 9 }, ['count: must be a whole number from 1 to 5']],
    ['a share of all', { name: 'a', share: 1 }, ['share: must be a number above 0 below 1']],
    [
      'an empty code',
      { name: 'a', codes: ['x', ' '] },
      ['codes.1: must be a text that is not empty'],
    ],
    [
      'a rule',
      { name: 'a', ranges: { 'x/y': { from: 2, to: 1 } } },
      ['ranges.x/y: from is below to'],
    ],
    [
      'a rule beside a form',
      { name: 'a', count: 0, ranges: { a: { from: 2, to: 1 }, b: { from: 'x', to: 1 } } },
      [
        'count: must be a whole number from 1 to 5',
        'ranges.b.from: must be a whole number',
        'ranges.a: from is below to',
      ],
    ],
  ])('that breaks %s is refused by its field', (_what, written, faults) => {
    expect(faultsOf(written)).toEqual(faults);
  });

  it('is never repeated, not even where it is wrong twice', () => {
    const faults = faultsOf({ name: 'SECRET', key: 'SECRET', kind: 'SECRET', count: 'SECRET' });
    expect(faults).toHaveLength(4);
    expect(faults.join()).not.toContain('SECRET');
  });

  it('that names what every object inherits fits no field', () => {
    expect(faultsOf({ name: 'a', constructor: 1 })).toEqual([
      'constructor: is no field that is known here',
    ]);
    expect(faultsOf(JSON.parse('{"name":"a","__proto__":{"count":9}}'))).toEqual([
      '__proto__: is no field that is known here',
    ]);
  });
});
