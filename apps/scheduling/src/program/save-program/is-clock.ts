import { Matches } from 'class-validator';

/** A time of day, `HH:MM`. */
export const IsClock = (): PropertyDecorator =>
  Matches(/^([01]\d|2[0-3]):[0-5]\d$/, {
    message: '$property must be a time of day such as 18:00',
  });
