import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';

/**
 * A field that may be left out. A null says no more than that, and is left out before anybody sees it: rules
 * wait for undefined. Where a null has a meaning of its own, the field is `nullable` in OpenAPI and
 * `@IsOptional()`.
 */
export const MayBeAbsent = (): PropertyDecorator => (target, name) => {
  Transform(({ value }: { value: unknown }) => value ?? undefined)(target, name);
  IsOptional()(target, name);
};
