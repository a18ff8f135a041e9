import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { badRequest, type FieldProblem } from './problem.js';

/** class-validator as problem+json: every field at fault with its path; values are never repeated. */
export function problemValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      badRequest(
        'One or more fields are not valid.',
        errors.flatMap((error) => flatten(error, '')),
      ),
  });
}

function flatten(error: ValidationError, parent: string): FieldProblem[] {
  const path = `${parent}/${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((text) => ({
    path,
    reason: text,
    accepted: acceptedIn(text),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

/** class-validator says what it accepts after "must"; its message holds no value. */
const acceptedIn = (text: string) => /must (.*)$/.exec(text)?.[1] ?? 'see /openapi.json';
