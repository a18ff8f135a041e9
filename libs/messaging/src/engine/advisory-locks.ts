/**
 * The numbers of all advisory locks, each with the database in which it is taken. They are fixed: processes
 * of two releases share them. Locks of one database have different numbers.
 */
export const ADVISORY_LOCKS = {
  /** Of every service: the first of two numbers, the second is the slot that a relay serves. */
  relaySlot: 7301,
  /** Of every service: two processes that start together migrate one after the other. */
  migration: 7302,
  /** Of scheduling: there is one allocator at a time, however many processes there are. */
  allocation: 7303,
  /** Of every service: the first of two numbers, the second is the shard of the audit that is written. */
  auditShard: 7304,
  /** Of intake: minutes of feeds are summed by one process at a time. */
  summing: 7_305_001,
  /** Of intake: the log of erasures has one writer at a time. */
  erasures: 7_305_002,
  /** Of the event log: its schema is brought up to date by one process at a time. */
  logSchema: 7302,
  /** Of the event log: held while retention deletes, so that no group is moved back into what goes. */
  logRetention: 7303,
} as const;
