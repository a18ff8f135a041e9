import { ValidateIf } from 'class-validator';

/**
 * A field that may be left out. A null is a value, and is refused by the other rules of the field; where a
 * null has a meaning of its own, the field is `nullable` in OpenAPI and `@IsOptional()`.
 */
export const MayBeAbsent = (): PropertyDecorator =>
  ValidateIf((_object, value: unknown) => value !== undefined);
