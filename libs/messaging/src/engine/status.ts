import type { PartitionLag } from '@handrail/contracts';
import type { EventLog } from '../log/event-log.js';
import { NEWER_VERSION } from './decode.js';
import { countHeadlessLanes } from './headless-lanes.js';
import type { OpenCircuit } from './parked-reads.js';
import { REFUSED_KEYS } from './refusals.js';
import type { Tx } from './tx.js';

/** `newerVersion` of them wait for an upgrade of this service, or behind one that does. */
export interface ParkedCount {
  readonly count: number;
  readonly newerVersion: number;
}

export interface OutboxDepth {
  readonly unpublished: number;
  readonly oldestSeconds: number;
  readonly refused: number;
}

/** How a service's messaging stands, for its status page and its readiness. */
export interface MessagingStatus {
  readonly ready: boolean;
  readonly why: readonly string[];
  readonly consumed: { readonly perMinute: number };
  readonly published: { readonly perMinute: number };
  readonly lag: readonly PartitionLag[];
  /** `refused` events hold their keys; `oldestSeconds` is about the others. */
  readonly outbox: OutboxDepth;
  readonly parked: ParkedCount;
  readonly circuits: readonly OpenCircuit[];
  /** Lanes that are held although nothing is left to wait for; must be 0. */
  readonly lanesHeldWithoutHead: number;
}

/** Partitions with unread records only: an empty list is the good case. */
export async function lagOf(
  eventLog: EventLog,
  group: string,
  topics: readonly string[],
): Promise<PartitionLag[]> {
  if (topics.length === 0) return [];
  const positions = await eventLog.positions(group, topics);
  return positions
    .filter((p) => p.end > p.committed)
    .map((p) => ({
      group,
      topic: p.topic,
      partition: p.partition,
      events: Number(p.end - p.committed),
      seconds:
        p.oldestUnreadMs === undefined
          ? null
          : Math.max(0, (Date.now() - p.oldestUnreadMs) / 1_000),
    }));
}

const OUTBOX = `
  SELECT count(*)::int AS unpublished,
         coalesce(extract(epoch FROM clock_timestamp() - min(created_at)
           FILTER (WHERE key <> ALL (ARRAY(${REFUSED_KEYS})))), 0)::float AS oldest,
         (SELECT count(*)::int FROM outbox_refusal WHERE settled_at IS NULL) AS refused
  FROM outbox WHERE published_at IS NULL`;

export async function outboxDepth(tx: Tx): Promise<OutboxDepth> {
  const [row] = await tx.query<{ unpublished: number; oldest: number; refused: number }>(OUTBOX);
  const { unpublished = 0, oldest = 0, refused = 0 } = row ?? {};
  return { unpublished, oldestSeconds: oldest, refused };
}

const PARKED = `
  SELECT count(*)::int AS count,
         count(*) FILTER (WHERE reason = $1 OR behind IN (
           SELECT event_id FROM inbox WHERE disposition = 'parked' AND reason = $1))::int AS newer
  FROM inbox WHERE disposition = 'parked'`;

export async function parkedCount(tx: Tx): Promise<ParkedCount> {
  const [row] = await tx.query<{ count: number; newer: number }>(PARKED, [NEWER_VERSION]);
  return { count: row?.count ?? 0, newerVersion: row?.newer ?? 0 };
}

/** What waits in the database for somebody or something. */
export async function countWaiting(
  tx: Tx,
  countParked: (tx: Tx) => Promise<ParkedCount>,
): Promise<Pick<MessagingStatus, 'outbox' | 'parked' | 'lanesHeldWithoutHead'>> {
  return {
    outbox: await outboxDepth(tx),
    parked: await countParked(tx),
    lanesHeldWithoutHead: await countHeadlessLanes(tx),
  };
}

/** Counts per minute over the last minute, in twelve buckets of five seconds. */
export class MinuteRate {
  #buckets = new Map<number, number>();

  add(count: number, nowMs = Date.now()): void {
    const bucket = Math.floor(nowMs / 5_000);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    for (const old of this.#buckets.keys()) if (old < bucket - 12) this.#buckets.delete(old);
  }

  perMinute(nowMs = Date.now()): number {
    const bucket = Math.floor(nowMs / 5_000);
    let sum = 0;
    for (const [at, count] of this.#buckets) if (at > bucket - 12) sum += count;
    return sum;
  }
}
