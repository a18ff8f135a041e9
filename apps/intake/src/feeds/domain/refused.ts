/** What came of a feed's messages in some window. */
export interface RefusalCounts {
  readonly received: number;
  readonly refused: number;
}

/** Fewer than this in an hour may be one bad message sent again. */
const LEAST_IN_HOUR = 3;

/**
 * Whether nothing a feed sends gets in: every message of the last hour, or where there are few, every one
 * of the last day. Such a feed sends in its rhythm and looks healthy, while nobody it tells of is heard.
 */
export function isAllRefused(hour: RefusalCounts, day: RefusalCounts): boolean {
  if (hour.received >= LEAST_IN_HOUR) return hour.refused === hour.received;
  return day.received > 0 && day.refused === day.received;
}
