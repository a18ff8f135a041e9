import { setTimeout as sleep } from 'node:timers/promises';

export { freePort } from '@handrail/platform';

export interface EventuallyOptions {
  /** Default 20 s. */
  readonly withinMs?: number;
  /** Completes the sentence "Timed out waiting for ...". */
  readonly what?: string;
  /** Pause between two tries; default 25 ms. */
  readonly everyMs?: number;
}

/**
 * Repeats a probe until it neither throws nor gives undefined or false, and returns what it gave. The
 * last error of a probe that never succeeded is part of the failure, so that assertions can be used.
 */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<Exclude<T, undefined | false>> {
  const { withinMs = 20_000, what = 'a condition', everyMs = 25 } = options;
  const until = Date.now() + withinMs;
  let reason: unknown;
  do {
    try {
      const result = await probe();
      if (result !== undefined && result !== false) return result as Exclude<T, undefined | false>;
      reason = undefined;
    } catch (error) {
      reason = error;
    }
    await sleep(everyMs);
  } while (Date.now() < until);
  const last = reason instanceof Error ? `\nLast failure: ${reason.message}` : '';
  throw new Error(`Timed out after ${withinMs} ms waiting for ${what}.${last}`, { cause: reason });
}
