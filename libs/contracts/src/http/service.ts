/** One partition a service reads, and how far behind it is; part of `GET /v1/status`. */
export interface PartitionLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly events: number;
  /** Age of the oldest unread record; null when the log cannot tell or nothing is unread. */
  readonly seconds: number | null;
}

/** One of `GET /v1/parked`: a parked event as operations staff see it; ids and codes only. */
export interface ParkedAnswer {
  readonly id: string;
  readonly personId: string | null;
  readonly type: string | null;
  readonly eventId: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parkedAt: string;
  /** The parked event of the same person this one waits for; null when it failed itself. */
  readonly behind: string | null;
}

/** One of `GET /v1/audit`: who saw or did something, newest first. */
export interface AuditAnswer {
  readonly shard: number;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly client: string;
  readonly organisation: string | null;
  readonly act: string;
  readonly object: string | null;
  readonly subjects: readonly string[];
  readonly purpose: string | null;
  readonly outcome: string;
  readonly requestId: string;
}
