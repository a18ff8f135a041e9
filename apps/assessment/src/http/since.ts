import { DAY_MS, isPlausibleTime, toCareTime } from '@handrail/domain';
import { badRequest } from '@handrail/platform';

const DEFAULT_DAYS = 30;

/** A time to look back to: days such as `30d`, or RFC 3339; thirty days when left out. */
export function sinceOf(text: string | undefined, now: Date): string {
  const days = text === undefined ? DEFAULT_DAYS : Number(/^(\d{1,4})d$/.exec(text)?.[1] ?? NaN);
  const sinceMs = Number.isNaN(days)
    ? Date.parse(toCareTime(text!) ?? '')
    : now.getTime() - days * DAY_MS;
  if (isPlausibleTime(sinceMs)) return new Date(sinceMs).toISOString();
  throw badRequest('A parameter is not valid.', [
    { path: 'since', reason: 'is no time to look back to', accepted: '30d, or RFC 3339' },
  ]);
}
