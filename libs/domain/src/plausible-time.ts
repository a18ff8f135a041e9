/**
 * Times of care lie between these. What lies outside is a stand-in for "unknown" (0001-01-01, 9999-12-31)
 * or a slip; counted on from it, a deadline leaves what a database and other services can hold.
 */
export const EARLIEST_TIME_MS = Date.UTC(1900, 0, 1);
export const LATEST_TIME_MS = Date.UTC(2200, 0, 1);

/** For people: which times are taken. */
export const PLAUSIBLE_TIMES = 'a time from 1900 to 2199';

/** Whether epoch milliseconds can be a time of care; NaN cannot. */
export const isPlausibleTime = (ms: number): boolean =>
  ms >= EARLIEST_TIME_MS && ms < LATEST_TIME_MS;
