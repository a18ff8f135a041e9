/** Beside feeds, so many bytes of large bodies are read in a millisecond, of all of them together. */
const BYTES_PER_MS = 12 * 1024;
/** Of a body, so much is read at once: most are not larger. */
const FREE_BYTES = 64 * 1024;

/**
 * Reads large bodies slower while feeds are served. Twenty that arrive together are fifty megabytes in a moment:
 * copying them, and the collection of garbage that so much new memory brings about, would be the wait of every
 * message of a feed. What is not read yet waits with its sender.
 */
export class BodyPace {
  readonly #isBesideFeeds: () => boolean;
  #paidUntil = -Infinity;

  /** @param isBesideFeeds whether somebody waits for an answer to little */
  constructor(isBesideFeeds: () => boolean) {
    this.#isBesideFeeds = isBesideFeeds;
  }

  /**
   * How long to read nothing more, in milliseconds; `now` is in milliseconds too.
   *
   * @param chunkBytes what was read just now
   * @param countedBytes what was read of this body by now
   */
  restAfter(chunkBytes: number, countedBytes: number, now = performance.now()): number {
    if (countedBytes <= FREE_BYTES || !this.#isBesideFeeds()) return 0;
    this.#paidUntil = Math.max(this.#paidUntil, now) + chunkBytes / BYTES_PER_MS;
    return this.#paidUntil - now;
  }
}
