import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { badRequest, type FieldProblem } from './problem.js';

/**
 * class-validator as problem+json: every field at fault with its path; values are never repeated. A field
 * nobody knows is refused too: dropping it would do less than the caller asked for, and say nothing.
 */
export function problemValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: true, value: false },
    exceptionFactory: (errors) =>
      badRequest(
        'One or more fields are not valid.',
        errors.flatMap((error) => flatten(error, '')).slice(0, MOST_NAMED),
      ),
  });
}

const MOST_NAMED = 50;
const UNKNOWN_FIELD = 'whitelistValidation';
/** A field name that can be repeated in an answer; another may be a value in the wrong place. */
const SHOWN_NAME = /^\w{1,64}$/;

function flatten(error: ValidationError, parent: string): FieldProblem[] {
  const path = `${parent}/${SHOWN_NAME.test(error.property) ? error.property : '?'}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, text]) =>
    rule === UNKNOWN_FIELD
      ? { path, reason: 'is not known here', accepted: knownFields(error.target) }
      : { path, reason: text, accepted: acceptedIn(text) },
  );
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

/** class-validator says what it accepts after "must"; its message holds no value. */
const acceptedIn = (text: string) => /must (.*)$/.exec(text)?.[1] ?? 'see /openapi.json';

/** The names the class has rules for, as its author wrote them. */
function knownFields(target: object | undefined): string {
  if (!target) return 'see /openapi.json';
  const rules = getMetadataStorage().getTargetValidationMetadatas(
    target.constructor,
    '',
    false,
    false,
  );
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  return names.size > 0 ? [...names].join(', ') : 'no field';
}
