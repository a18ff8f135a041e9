/** What one request or record of CloudEvents may hold. */
export const EVENT_LIMITS = {
  /** A thousand events of one kB, which is what they have; a record of a log is at most as large. */
  bytes: 1024 * 1024,
  /** Events of a batch, each with its own result. */
  batch: 1_000,
} as const;
