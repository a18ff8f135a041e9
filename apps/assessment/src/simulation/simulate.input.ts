import { Type } from '@sinclair/typebox';
import { describeProblem, newSchemaCompiler } from '@handrail/contracts';
import { badRequest } from '@handrail/platform';
import { sinceOf } from '../http/since.js';

/** Most people who are named in one answer. */
const MAX_PEOPLE = 200;

/** What a simulation is asked: everything may be left out. */
export const postedSimulation = Type.Object(
  {
    since: Type.Optional(
      Type.String({ description: '30d, or RFC 3339; thirty days when left out' }),
    ),
    until: Type.Optional(Type.String({ format: 'date-time', description: 'Now when left out' })),
    against: Type.Optional(
      Type.String({ description: 'A version, or "recorded" for what was decided (the default)' }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 0, maximum: MAX_PEOPLE, description: 'How many people to name' }),
    ),
    policy: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'A draft: the texts of its files by name. Only with the version "posted".',
      }),
    ),
  },
  { additionalProperties: false },
);

export interface SimulationRequest {
  readonly since: string;
  readonly until: string;
  readonly against: string;
  readonly limit: number;
  readonly draft: Readonly<Record<string, string>> | null;
}

const validate = newSchemaCompiler().compile<{
  since?: string;
  until?: string;
  against?: string;
  limit?: number;
  policy?: Record<string, string>;
}>(postedSimulation);

/** Checks what was posted; says which field is wrong. */
export function readSimulation(body: unknown, now: Date): SimulationRequest {
  const posted: unknown = body ?? {};
  if (!validate(posted))
    throw badRequest(
      'The request is not valid.',
      (validate.errors ?? []).map((error) => describeProblem(error)),
    );
  const { since, until, against = 'recorded', limit = 50, policy = null } = posted;
  return {
    since: sinceOf(since, now),
    until: new Date(until ?? now).toISOString(),
    ...{ against, limit, draft: policy },
  };
}
