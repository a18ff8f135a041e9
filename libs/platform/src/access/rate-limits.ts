import { LRUCache } from 'lru-cache';

interface Bucket {
  tokens: number;
  atMs: number;
}

/** So many callers are remembered; whoever was not heard for longest begins anew, with a full bucket. */
const MOST_CALLERS = 20_000;
/** What may come at once after a quiet time, in seconds of the allowed rate. */
const BURST_SECONDS = 2;

/** How much each caller may ask: a bucket of tokens for each, filled at a steady rate. */
export class RateLimits {
  readonly #perSecond: number;
  readonly #buckets = new LRUCache<string, Bucket>({ max: MOST_CALLERS });

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Takes one request; answers the whole seconds to wait when there is none left. */
  take(caller: string, nowMs: number): number | undefined {
    const most = this.#perSecond * BURST_SECONDS;
    const bucket = this.#buckets.get(caller) ?? { tokens: most, atMs: nowMs };
    const filled = ((nowMs - bucket.atMs) / 1_000) * this.#perSecond;
    bucket.tokens = Math.min(most, bucket.tokens + Math.max(0, filled));
    bucket.atMs = nowMs;
    this.#buckets.set(caller, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / this.#perSecond));
    bucket.tokens -= 1;
    return undefined;
  }
}
