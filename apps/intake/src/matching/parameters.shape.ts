import { Type } from '@sinclair/typebox';
import { choice, withRule } from '@handrail/contracts';
import { FIELDS, KEY_PARTS, type Field } from './domain/parameters.js';

const closed = { additionalProperties: false } as const;

const share = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });
const level = Type.Object({ m: share, u: share }, closed);
const text = Type.String({ minLength: 1 });
const texts = Type.Array(text);
/** Words of one meaning. */
const sames = Type.Array(Type.Array(text, { minItems: 2 }));
const atMost = (maximum: number) => Type.Integer({ minimum: 1, maximum });

const field = Type.Object(
  {
    exact: level,
    near: Type.Optional(level),
    close: Type.Optional(level),
    different: level,
    countValues: Type.Boolean(),
  },
  closed,
);

const thresholds = Type.Object(
  {
    link: Type.Number(),
    review: Type.Number(),
    personEvidence: Type.Number(),
    reviewPersonEvidence: Type.Number(),
    support: Type.Number({ exclusiveMinimum: 0 }),
  },
  closed,
);

const shares = Type.Unsafe<Record<string, number>>({
  type: 'object',
  propertyNames: text,
  additionalProperties: share,
});

const eachField = <T>(of: T) =>
  Object.fromEntries(FIELDS.map((name) => [name, of])) as Record<Field, T>;

/** The format of a parameter file. Nothing is optional but levels: what is left out is not guessed. */
export const parametersShape = Type.Object(
  {
    version: text,
    thresholds: withRule(thresholds, ({ link, review }) => link > review, 'link is above review'),
    fields: Type.Object(eachField(field), closed),
    swappedNames: Type.Number({ maximum: 0 }),
    address: Type.Object(
      {
        atMost: Type.Number({ exclusiveMinimum: 0 }),
        atLeast: Type.Number({ maximum: 0 }),
        areaAtMost: Type.Number({ minimum: 0 }),
      },
      closed,
    ),
    assumedRecords: Type.Integer({ minimum: 1 }),
    commonValues: Type.Object(eachField(Type.Optional(shares)), closed),
    blocking: Type.Object(
      {
        passes: Type.Array(Type.Array(choice(KEY_PARTS), { minItems: 1 }), { minItems: 1 }),
        blockLimit: atMost(5_000),
        candidateLimit: atMost(5_000),
        reviewLimit: atMost(50),
      },
      closed,
    ),
    similarity: withRule(
      Type.Object({ near: share, close: share }, closed),
      ({ near, close }) => near > close,
      'near is above close',
    ),
    placeholders: Type.Object(
      { names: texts, streets: texts, birthDates: texts, numbers: texts },
      closed,
    ),
    sameNumbers: sames,
    nicknames: sames,
    streetWords: Type.Unsafe<Record<string, string>>({
      type: 'object',
      propertyNames: text,
      additionalProperties: text,
    }),
  },
  closed,
);
