import type { Cluster } from 'kafkajs';
import type { Position } from '../../log/event-log.js';
import type { KafkaCluster, PartitionOffset } from './kafka-cluster.js';

/** Looking costs a fetch for each lagging partition, so it is done now and then, for the worst ones. */
const LOOK_EVERY_MS = 5_000;
const MOST_PARTITIONS = 12;
const READ_COMMITTED = 1;

const keyOf = ({ topic, partition }: { topic: string; partition: number }) =>
  `${topic}/${partition}`;

/**
 * The time of the oldest record a group has not read, which Kafka tells only to those who read it.
 * What was found stays true until the group has moved.
 */
export class OldestUnread {
  readonly #cluster: KafkaCluster;
  readonly #found = new Map<string, { readonly offset: bigint; readonly ms: number }>();
  #lookedAt = -Infinity;

  constructor(cluster: KafkaCluster) {
    this.#cluster = cluster;
  }

  /** Completes positions of partitions that lag, where it is known. */
  async complete(positions: readonly Position[]): Promise<Position[]> {
    const lagging = positions
      .filter(({ committed, end, oldestUnreadMs }) => committed < end && !oldestUnreadMs)
      .filter((position) => this.#found.get(keyOf(position))?.offset !== position.committed)
      .sort((a, b) => Number(b.end - b.committed - (a.end - a.committed)))
      .slice(0, MOST_PARTITIONS);
    if (lagging.length > 0 && performance.now() - this.#lookedAt > LOOK_EVERY_MS) {
      this.#lookedAt = performance.now();
      await this.#look(lagging);
    }
    return positions.map((position) => {
      if (position.committed >= position.end || position.oldestUnreadMs) return position;
      const found = this.#found.get(keyOf(position));
      if (found?.offset !== position.committed) return position;
      return { ...position, oldestUnreadMs: found.ms };
    });
  }

  async #look(lagging: readonly Position[]): Promise<void> {
    await Promise.all(
      lagging.map(async (position) => {
        const { topic, partition, committed } = position;
        const place = { topic, partition, offset: committed };
        const ms = await this.#cluster.ask((cluster) => timeOf(cluster, place), { withinMs: 0 });
        if (ms !== undefined) this.#found.set(keyOf(position), { offset: committed, ms });
      }),
    ).catch(() => undefined);
  }
}

/** Fetches the batch that holds this offset and nothing more. */
async function timeOf(
  cluster: Cluster,
  { topic, partition, offset }: PartitionOffset,
): Promise<number | undefined> {
  const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
  if (nodeId === undefined) return undefined;
  const broker = await cluster.findBroker({ nodeId });
  const { responses } = (await broker.fetch({
    maxWaitTime: 1,
    minBytes: 1,
    maxBytes: 1,
    isolationLevel: READ_COMMITTED,
    topics: [{ topic, partitions: [{ partition, fetchOffset: offset.toString(), maxBytes: 1 }] }],
  })) as FetchResponse;
  const messages = responses.flatMap(({ partitions }) => partitions.flatMap((p) => p.messages));
  const first = messages.find((message) => BigInt(message.offset) >= offset);
  return first ? Number(first.timestamp) : undefined;
}

/** The part of kafkajs' answer that is used; its types leave it open. */
interface FetchResponse {
  readonly responses: ReadonlyArray<{
    readonly partitions: ReadonlyArray<{
      readonly messages: ReadonlyArray<{ readonly offset: string; readonly timestamp: string }>;
    }>;
  }>;
}
