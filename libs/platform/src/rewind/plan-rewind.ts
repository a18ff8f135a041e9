import type { Position } from '@handrail/messaging';

/** A partition of a topic, and how far back its group goes. */
export interface RewindMove {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
}

/** How a partition is named in what a database knows. */
export const partitionName = (topic: string, partition: number): string => `${topic}/${partition}`;

/**
 * Where a group has to read on, when its database is older than the log: behind the last record the database has
 * an end for, and from the beginning of a partition it knows nothing of. Never forward: what a group has not
 * read stays unread.
 *
 * @param next the position after the last known record, by `topic/partition`
 */
export const planRewind = (
  positions: readonly Position[],
  next: ReadonlyMap<string, bigint>,
): RewindMove[] =>
  positions.flatMap(({ topic, partition, committed }) => {
    const to = next.get(partitionName(topic, partition)) ?? 0n;
    return to < committed ? [{ topic, partition, from: committed, to }] : [];
  });
