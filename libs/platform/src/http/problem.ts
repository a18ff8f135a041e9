import type { FieldProblem } from '@handrail/contracts';
import { HttpException } from '@nestjs/common';

export type { FieldProblem };

/** RFC 9457 body. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** Extension members a caller may need, for example the id of a stored message. */
  readonly [extension: string]: unknown;
}

/** Throw this from controllers: it becomes `application/problem+json`. */
export class Problem extends HttpException {
  constructor(
    status: number,
    code: string,
    title: string,
    detail: string,
    errors?: readonly FieldProblem[],
    extensions: Record<string, unknown> = {},
  ) {
    const body: ProblemBody = {
      type: `urn:handrail:problem:${code}`,
      title,
      status,
      detail,
      ...(errors ? { errors } : {}),
      ...extensions,
    };
    super(body, status);
  }
}

export const badRequest = (
  detail: string,
  errors: readonly FieldProblem[],
  extensions?: Record<string, unknown>,
) => new Problem(400, 'invalid-input', 'The input is not valid', detail, errors, extensions);

/** Of a body over the limit of its path, which `errors` name. */
export const bodyTooLarge = (
  errors: readonly FieldProblem[],
  extensions?: Record<string, unknown>,
) =>
  new Problem(
    413,
    'http-413',
    'The body is too large',
    'Nothing of the body is kept but its size.',
    errors,
    extensions,
  );

export const notFound = (what: string) =>
  new Problem(404, 'not-found', 'Not found', `There is no ${what} with this id.`);

export const conflict = (code: string, detail: string) =>
  new Problem(409, code, 'Conflict with the present state', detail);

/** `If-Match` names another version than the present one. */
export const preconditionFailed = (detail: string) =>
  new Problem(412, 'version-changed', 'Somebody changed it meanwhile', detail);

export const preconditionRequired = () =>
  new Problem(428, 'if-match-required', 'If-Match is required', 'Send the ETag you last read.');
