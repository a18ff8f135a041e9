/** Between two messages of a feed there are less than so many milliseconds. */
const FEED_MS = 500;

/**
 * How many works that are to be prompt this process has under way, and when that changed last: memory that
 * other threads are given. Nothing else is loaded with this file, for threads that are to stay small.
 */
export const promptWorks = new Int32Array(new SharedArrayBuffer(8));

/** What of a time fits into 31 bits: differences of less than three weeks come out right. */
const stampOf = (ms: number): number => ms & 0x7fff_ffff;

export function notePrompt(count: number): void {
  Atomics.store(promptWorks, 1, stampOf(Date.now()));
  Atomics.store(promptWorks, 0, count);
}

/** Whether a feed is being served: now, or so many milliseconds ago. */
export const isSomebodyPrompt = (
  works: Int32Array,
  now = Date.now(),
  withinMs = FEED_MS,
): boolean =>
  Atomics.load(works, 0) > 0 || stampOf(stampOf(now) - Atomics.load(works, 1)) < withinMs;
