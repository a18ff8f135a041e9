import { ACCEPTED_TIME, toCareTime } from '@handrail/domain';
import { registerDecorator } from 'class-validator';

/**
 * A time of care in a body or a query: RFC 3339 with offset, on a day that exists, from 1900 to 2199. What a
 * database or a date cannot hold is refused before either is asked.
 */
export const IsCareTime = (): PropertyDecorator => (target, propertyName) =>
  registerDecorator({
    name: 'isCareTime',
    target: target.constructor,
    propertyName: String(propertyName),
    options: { message: `$property must be ${ACCEPTED_TIME}` },
    validator: {
      validate: (value: unknown) => typeof value === 'string' && toCareTime(value) !== undefined,
    },
  });
