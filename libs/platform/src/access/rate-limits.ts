import { LRUCache } from 'lru-cache';

interface Bucket {
  tokens: number;
  /** Requests that were refused of late: it runs empty at the rate that is allowed. */
  refused: number;
  atMs: number;
}

/** So many callers are remembered; whoever was not heard for longest begins anew, with a full bucket. */
const MOST_CALLERS = 20_000;
/** What may come at once after a quiet time, in seconds of the allowed rate. */
const BURST_SECONDS = 2;
/** A flood is forgotten so long after it has ended, in seconds; of a caller that stands for many, sooner. */
const REMEMBERED_SECONDS = 10;
const REMEMBERED_OF_MANY_SECONDS = 2;
/** A connection closed on a flood had more to say that nobody read: it counts as a tenth of a second of the rate. */
const OF_A_CONNECTION = 0.1;

/** What a caller is answered who asks too much. */
export interface TooMuch {
  /** Whole seconds until there is room again. */
  readonly waitSeconds: number;
  /** It goes on at more than twice the rate: whoever does that does not read what it is answered. */
  readonly isFlood: boolean;
}

/**
 * How much each caller may ask: a bucket of tokens for each, filled at a steady rate. Who floods is let through with
 * nothing until it stops: what is let through costs others their time. Of a caller that stands for many the rate goes
 * on, as not all of them flood.
 */
export class RateLimits {
  readonly #perSecond: number;
  readonly #standsForMany: boolean;
  readonly #buckets = new LRUCache<string, Bucket>({ max: MOST_CALLERS });

  constructor(perSecond: number, standsForMany = false) {
    this.#perSecond = perSecond;
    this.#standsForMany = standsForMany;
  }

  /** Takes one request; answers how it is too much when there is no room. */
  take(caller: string, nowMs: number): TooMuch | undefined {
    const bucket = this.#filled(caller, nowMs);
    const isShut = !this.#standsForMany && bucket.refused > this.#perSecond;
    if (bucket.tokens < 1 || isShut) return this.#refuse(bucket);
    bucket.tokens -= 1;
    return undefined;
  }

  /**
   * How it is too much of somebody who flooded and has not been quiet since; counts the request then. Of a caller that
   * stands for many only where there is no room.
   */
  stillFloods(caller: string, nowMs: number): TooMuch | undefined {
    const bucket = this.#buckets.get(caller) && this.#filled(caller, nowMs);
    if (!bucket || bucket.refused <= this.#perSecond) return undefined;
    return this.#standsForMany && bucket.tokens >= 1 ? undefined : this.#refuse(bucket);
  }

  /** Counts a request that was refused for another reason, or unread. */
  refuse(caller: string, nowMs: number): TooMuch {
    return this.#refuse(this.#filled(caller, nowMs));
  }

  /** Counts what a connection that is closed on a flood still had to say. */
  refuseUnread(caller: string, nowMs: number): void {
    if (this.#standsForMany) return;
    const bucket = this.#filled(caller, nowMs);
    bucket.refused = Math.min(this.#most, bucket.refused + this.#perSecond * OF_A_CONNECTION);
  }

  get #most(): number {
    const seconds = this.#standsForMany ? REMEMBERED_OF_MANY_SECONDS : REMEMBERED_SECONDS;
    return this.#perSecond * (1 + seconds);
  }

  #filled(caller: string, nowMs: number): Bucket {
    const most = this.#perSecond * BURST_SECONDS;
    const bucket = this.#buckets.get(caller) ?? { tokens: most, refused: 0, atMs: nowMs };
    const gained = Math.max(0, ((nowMs - bucket.atMs) / 1_000) * this.#perSecond);
    bucket.tokens = Math.min(most, bucket.tokens + gained);
    bucket.refused = Math.max(0, bucket.refused - gained);
    bucket.atMs = nowMs;
    this.#buckets.set(caller, bucket);
    return bucket;
  }

  #refuse(bucket: Bucket): TooMuch {
    bucket.refused = Math.min(this.#most, bucket.refused + 1);
    const shutFor = this.#standsForMany ? 0 : bucket.refused - this.#perSecond;
    const over = Math.max(1 - bucket.tokens, shutFor);
    return {
      waitSeconds: Math.max(1, Math.ceil(over / this.#perSecond)),
      isFlood: bucket.refused > this.#perSecond,
    };
  }
}
