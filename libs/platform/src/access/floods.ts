import { LRUCache } from 'lru-cache';
import type { RateLimits, TooMuch } from './rate-limits.js';

/** Whose requests are counted together. */
export interface CountedSender {
  readonly key: string;
  readonly limits: RateLimits;
  /** An address may be a proxy, and its requests those of everybody behind it: streams, slow bodies, pages. */
  readonly isShared: boolean;
}

/** Tokens and addresses of so many that flood are known before anything is looked up. */
const MOST = 1_000;
/** So long after its last flood the first request of each connection of an address is looked at. */
const REMEMBERED_MS = 30_000;

/** Who floods, by the text of the token, and where floods come from. */
export class Floods {
  readonly #byToken = new LRUCache<string, CountedSender>({ max: MOST });
  readonly #addresses = new LRUCache<string, true>({ max: MOST, ttl: REMEMBERED_MS });

  note(
    sender: CountedSender,
    authorization: string | undefined,
    address: string | undefined,
  ): void {
    if (authorization !== undefined && !sender.isShared) this.#byToken.set(authorization, sender);
    if (address !== undefined) this.#addresses.set(address, true);
  }

  comeFrom(address: string | undefined): boolean {
    return address !== undefined && this.#addresses.has(address);
  }

  /** Who floods with this token and has not been quiet since, and how it is too much; counts the request. */
  ofToken(
    authorization: string | undefined,
  ): { sender: CountedSender; tooMuch: TooMuch } | undefined {
    const sender = authorization === undefined ? undefined : this.#byToken.get(authorization);
    const tooMuch = sender?.limits.stillFloods(sender.key, performance.now());
    return sender && tooMuch && { sender, tooMuch };
  }
}
