import { DAY_MS, HOUR_MS, MINUTE_MS } from '@handrail/domain';

/** What a receiver answered, or why there was no answer, as a code. */
export interface Attempt {
  /** Null without an answer. */
  readonly status: number | null;
  /** `answered`, or why it could not be sent: `timeout`, `address-not-allowed` and so on. */
  readonly outcome: string;
  /** What `Retry-After` asks for, in milliseconds. */
  readonly retryAfterMs: number | null;
}

/** What becomes of a delivery, and of its subscription. */
export type AfterAttempt =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly inMs: number }
  | { readonly kind: 'given-up' }
  /** 410: the receiver wants nothing any more. */
  | { readonly kind: 'gone' };

/**
 * Waits before the second and each further attempt, as Standard Webhooks proposes: from five seconds to a
 * day, ten attempts in about three days. The wait is lengthened at random by up to a tenth, so that many
 * deliveries that failed together do not come back together.
 */
const WAITS_MS: readonly number[] = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  DAY_MS,
];

/** A subscription whose deliveries have all failed for so long is disabled [P]. */
const DISABLED_AFTER_MS = 5 * DAY_MS;

/** @param attempts how many there were, this one among them; @param draw a number from 0 to 1 */
export function afterAttempt(attempt: Attempt, attempts: number, draw: number): AfterAttempt {
  const { status, retryAfterMs } = attempt;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const waitMs = WAITS_MS[attempts - 1];
  if (waitMs === undefined) return { kind: 'given-up' };
  const asked = Math.min(retryAfterMs ?? 0, DAY_MS);
  return { kind: 'again', inMs: Math.max(asked, Math.round(waitMs * (1 + draw / 10))) };
}

/** Whether everything has failed for so long that nobody should be tried any more. */
export const isLost = (failingSince: string | null, now: string): boolean =>
  failingSince !== null && Date.parse(now) - Date.parse(failingSince) >= DISABLED_AFTER_MS;
