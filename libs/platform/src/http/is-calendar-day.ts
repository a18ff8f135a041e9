import { isDay } from '@handrail/domain';
import { ValidateBy } from 'class-validator';

/** A day of the calendar, `YYYY-MM-DD`, that exists. */
export const IsCalendarDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDay(value),
      defaultMessage: () => '$property must be a day, such as 2026-11-04',
    },
  });
