import { badRequest } from '@handrail/platform';

const DEFAULT_DAYS = 30;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A time to look back to: days such as `30d`, or RFC 3339; thirty days when left out. */
export function sinceOf(text: string | undefined, now: Date): string {
  const days = text === undefined ? DEFAULT_DAYS : Number(/^(\d{1,4})d$/.exec(text)?.[1] ?? NaN);
  const ms = Number.isNaN(days)
    ? Date.parse(RFC_3339.test(text ?? '') ? text! : '')
    : now.getTime() - days * 86_400_000;
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw badRequest('A parameter is not valid.', [
    { path: 'since', reason: 'is no time to look back to', accepted: '30d, or RFC 3339' },
  ]);
}
