import { registerDecorator } from 'class-validator';

/** True for a zone this machine knows: "today" is asked for in the reader's own zone. */
function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 64) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export const IsTimeZone = (): PropertyDecorator => (target, propertyName) =>
  registerDecorator({
    name: 'isTimeZone',
    target: target.constructor,
    propertyName: String(propertyName),
    options: { message: 'tz must be an IANA time zone such as America/New_York' },
    validator: { validate: isTimeZone },
  });
