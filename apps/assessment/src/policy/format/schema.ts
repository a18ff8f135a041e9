import { DIMENSIONS, LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { Type, type Static, type TProperties, type TSchema } from '@sinclair/typebox';
import { choice, contextSchema } from '@handrail/contracts';
import { UNKNOWN, VARIABLE_NAMES } from '../domain/inputs.js';
import { LIMIT_NAMES } from '../domain/policy.js';

/**
 * The format of a policy: one schema per file. Unknown fields are refused everywhere, because a
 * misspelt field in a decision table is a rule that silently does not exist.
 */
const closed = { additionalProperties: false } as const;

const rowId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$' });
const source = Type.String({ minLength: 3, maxLength: 200 });
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const levelOrNone = choice([...LEVELS, 'none']);
const kind = choice(TRIGGER_KINDS);

/**
 * A cell: a number, a FEEL unary test such as "<= 1" or "[2..3]", one name, or a list of values.
 */
const cellText = Type.Union([
  Type.Integer(),
  Type.Boolean(),
  text(100),
  Type.Array(Type.Union([Type.Integer(), Type.Boolean(), text(60)]), { minItems: 1 }),
]);
const when = Type.Object(
  Object.fromEntries(VARIABLE_NAMES.map((name) => [name, Type.Optional(cellText)])),
  closed,
);

const ruleFields = {
  id: rowId,
  when,
  given: Type.Optional(rowId),
  unless: Type.Optional(rowId),
  source,
};
const table = <T extends TSchema>(row: T) =>
  Type.Object({ rows: Type.Array(row, { minItems: 1 }) }, closed);
const row = <T extends TProperties>(fields: T) => Type.Object({ ...ruleFields, ...fields }, closed);
const triggers = Type.Optional(Type.Array(kind, { minItems: 1 }));

const policyHead = Type.Object(
  {
    version: Type.String({ pattern: '^[0-9]{4}\\.[0-9]{1,3}$' }),
    title: text(200),
    status: choice(['draft', 'approved', 'retired']),
    approval: Type.Union([
      Type.Null(),
      Type.Object(
        { by: text(100), role: text(100), at: Type.String({ format: 'date-time' }) },
        closed,
      ),
    ]),
    effectiveFrom: Type.String({ format: 'date-time' }),
    /** Inputs that no row looks at, on purpose: forgetting one is told apart from leaving it out. */
    ignores: Type.Array(choice(VARIABLE_NAMES)),
    levels: Type.Array(
      Type.Object(
        {
          level: choice(LEVELS),
          asamLevel: Type.Union([text(10), Type.Null()]),
          alternatives: Type.Array(choice(LEVELS)),
          source,
        },
        closed,
      ),
    ),
  },
  closed,
);

const rating = Type.Integer({ minimum: 0, maximum: 4 });
const ratingOrUnknown = Type.Unsafe<0 | 1 | 2 | 3 | 4 | 'unknown'>({
  enum: [0, 1, 2, 3, 4, UNKNOWN],
});

/** A written case: what people read, what the policy is asked, and what it has to answer. */
const writtenCase = Type.Object(
  {
    id: rowId,
    given: text(200),
    when: text(200),
    then: text(200),
    inputs: Type.Object(
      {
        ratings: Type.Array(ratingOrUnknown, { minItems: 6, maxItems: 6 }),
        triggers: Type.Optional(Type.Array(kind, { minItems: 1 })),
        currentLevel: Type.Optional(choice(LEVELS)),
        context: Type.Optional(contextSchema),
        opioidUse: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    expect: Type.Object(
      {
        level: Type.Optional(levelOrNone),
        mode: Type.Optional(choice(['automatic', 'needs-human'])),
        withdrawalSetting: Type.Optional(choice(['ambulatory', '24-hour'])),
        supports: Type.Optional(Type.Array(rowId)),
        without: Type.Optional(Type.Array(rowId)),
      },
      { ...closed, minProperties: 1 },
    ),
    rules: Type.Array(rowId, { minItems: 1 }),
    source,
  },
  closed,
);
const readingFields = {
  input: choice(DIMENSIONS),
  countsAs: Type.Optional(rating),
  countsAtLeast: Type.Optional(rating),
  trigger: triggers,
};

export const FILES = {
  'policy.yaml': policyHead,
  'conditions.yaml': table(Type.Object({ id: rowId, when, source }, closed)),
  'readings.yaml': table(row(readingFields)),
  'settled.yaml': table(row({ level: choice(['ACUTE', 'none']), trigger: triggers })),
  'minimums.yaml': Type.Object(
    {
      combine: Type.Literal('highest-minimum'),
      rows: Type.Array(
        row({
          dimension: choice(DIMENSIONS),
          atLeast: levelOrNone,
          note: Type.Optional(text(120)),
        }),
        { minItems: 1 },
      ),
    },
    closed,
  ),
  'floors.yaml': table(
    row({ trigger: kind, atLeast: levelOrNone, note: Type.Optional(text(120)) }),
  ),
  'withdrawal.yaml': table(
    row({ setting: choice(['ambulatory', '24-hour']), asamLevel: text(10) }),
  ),
  'supports.yaml': table(row({ support: rowId, trigger: triggers })),
  'reviews.yaml': table(row({ reason: text(150), trigger: triggers })),
  'triggers.yaml': table(
    Type.Object(
      {
        id: rowId,
        kind,
        mode: choice(['automatic', 'confirm']),
        dueMinutes: Type.Integer({ minimum: 1 }),
        ratingsFreshHours: Type.Integer({ minimum: 1 }),
        source,
      },
      closed,
    ),
  ),
  'limits.yaml': table(
    Type.Object({ id: choice(LIMIT_NAMES), value: Type.Integer({ minimum: 0 }), source }, closed),
  ),
} as const;

/** Written cases, when a policy has them: they decide nothing and are no part of its fingerprint. */
export const CASES_FILE = 'cases.yaml';
export const casesSchema = Type.Object({ cases: Type.Array(writtenCase, { minItems: 1 }) }, closed);

export type FileName = keyof typeof FILES;
export type PolicyFiles = { readonly [F in FileName]: Static<(typeof FILES)[F]> };
export type WrittenCase = Static<typeof writtenCase>;
/** A policy as written: its tables, and the cases it is held to. */
export interface WrittenPolicy {
  readonly files: PolicyFiles;
  readonly cases: readonly WrittenCase[];
}
export type WrittenCell = Static<typeof cellText>;
