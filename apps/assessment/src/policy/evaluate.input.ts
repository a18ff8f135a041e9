import { Type, type Static } from '@sinclair/typebox';
import { contextSchema, describeProblem, newSchemaCompiler } from '@handrail/contracts';
import { LEVELS, TRIGGER_KINDS } from '@handrail/domain';
import { badRequest, type FieldProblem } from '@handrail/platform';
import { completeRatings, type DecisionInputs } from './domain/inputs.js';

/** Most inputs in one request. */
export const MAX_INPUTS = 1000;

const rating = Type.Optional(
  Type.Unsafe<0 | 1 | 2 | 3 | 4 | 'unknown'>({ enum: [0, 1, 2, 3, 4, 'unknown'] }),
);
const closed = { additionalProperties: false } as const;

/** Inputs as they are posted: everything but `ratings` may be absent, and nothing else may be there. */
export const postedInputs = Type.Object(
  {
    ratings: Type.Object(
      { d1: rating, d2: rating, d3: rating, d4: rating, d5: rating, d6: rating },
      { ...closed, description: 'Risk 0-4 or "unknown"; a missing dimension is unknown.' },
    ),
    trigger: Type.Optional(
      Type.Unsafe<(typeof TRIGGER_KINDS)[number] | null>({ enum: [...TRIGGER_KINDS, null] }),
    ),
    currentLevel: Type.Optional(
      Type.Unsafe<(typeof LEVELS)[number] | null>({ enum: [...LEVELS, null] }),
    ),
    context: Type.Optional(contextSchema),
    age: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
  },
  closed,
);

type PostedInputs = Static<typeof postedInputs>;

const validate = newSchemaCompiler().compile<PostedInputs>(postedInputs);

/** Checks posted inputs, one or many. Says which field of which one is wrong, never its value. */
export function readInputs(body: unknown): { inputs: DecisionInputs[]; many: boolean } {
  const many = Array.isArray(body);
  const posted: unknown[] = many ? body : [body];
  if (posted.length > MAX_INPUTS) throw tooMany();
  const problems: FieldProblem[] = [];
  const inputs = posted.flatMap((candidate, index) => {
    if (validate(candidate)) return [toInputs(candidate)];
    const prefix = many ? `/${index}` : '';
    for (const error of validate.errors ?? []) {
      const { path, reason, accepted } = describeProblem(error);
      problems.push({ path: `${prefix}${path}`, reason, accepted });
    }
    return [];
  });
  if (problems.length > 0) throw badRequest('The inputs are not valid.', problems.slice(0, 50));
  return { inputs, many };
}

const tooMany = () =>
  badRequest('There are too many inputs.', [
    { path: '/', reason: `holds more than ${MAX_INPUTS}`, accepted: `at most ${MAX_INPUTS}` },
  ]);

function toInputs({ ratings, trigger, currentLevel, context }: PostedInputs): DecisionInputs {
  return {
    ratings: completeRatings(ratings),
    triggers: trigger ? [trigger] : [],
    currentLevel: currentLevel ?? null,
    context: context ?? {},
  };
}
