import { DAY_MS } from './durations.js';

/**
 * Whether something had happened so long before it was told that it is history: it counts for what a
 * person went through, and opens, places and starts nothing today. Times are RFC 3339; `afterDays` is a
 * setting of whoever asks. Handrail proposal: a network that goes live loads years of records.
 */
export const isHistory = (happenedAt: string, toldAt: string, afterDays: number): boolean =>
  Date.parse(toldAt) - Date.parse(happenedAt) > afterDays * DAY_MS;
