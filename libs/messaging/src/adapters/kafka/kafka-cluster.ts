import kafkajs, { type Cluster } from 'kafkajs';
import type { Position } from '../../log/event-log.js';
import { createClient, type ClientSettings, type KafkaClient } from './kafka-client.js';
import { typeOf, whyOf } from './kafka-error.js';
import { unlessLate } from './within.js';

/** How long a question is asked again while brokers move, load or start. */
const ANSWER_WITHIN_MS = 10_000;
/** A try whose packets are dropped would go on for as long as kafkajs retries. */
const ONE_TRY_MS = 15_000;
const ASK_AGAIN_AFTER_MS = 150;
/** OffsetCommit from outside of a group: the broker takes it only while the group has no member. */
const NO_GENERATION = -1;
/** Asking again would give the same answer. */
const FINAL = ['UNKNOWN_MEMBER_ID', 'UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_GROUP_ID'];

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

interface OpenCluster {
  readonly client: KafkaClient;
  readonly cluster: Cluster;
}

/** Offsets by `topic/partition`; a negative one means that there is none. */
type Offsets = ReadonlyMap<string, bigint>;

/**
 * Questions to the cluster about offsets, over one lazily opened connection.
 *
 * kafkajs' own admin asks for both ends of every topic one by one, and sets offsets by joining the
 * group with a consumer that then sleeps for five seconds. The same requests can be made singly on
 * the `Cluster` that kafkajs hands to partition assigners, its public extension point.
 */
export class KafkaCluster {
  readonly #settings: ClientSettings;
  #opening: Promise<OpenCluster> | undefined;
  #closed = false;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  /** Rejects when no broker answers. A connection that went stale unnoticed gets a second try. */
  async ping(): Promise<void> {
    await this.ask((cluster) => cluster.refreshMetadata(), { withinMs: 0, tries: 2 });
  }

  positions(group: string, topics: readonly string[]): Promise<Position[]> {
    return this.ask(async (cluster) => {
      const wanted = await partitionsOf(cluster, topics);
      const committed = await committedBy(cluster, group, wanted);
      const ends = wanted.map((topic) => ({ ...topic, fromBeginning: false }));
      const end = indexed(await cluster.fetchTopicsOffset(ends));
      const begin = await beginOf(cluster, wanted, committed);
      return wanted.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition }) => ({
          topic,
          partition,
          committed: valid(committed, topic, partition) ?? valid(begin, topic, partition) ?? 0n,
          end: valid(end, topic, partition) ?? 0n,
        })),
      );
    });
  }

  /** Where the log ends in every partition that the group has never committed. */
  endsOfUncommitted(group: string, topics: readonly string[]): Promise<PartitionOffset[]> {
    return this.ask(async (cluster) => {
      const wanted = await partitionsOf(cluster, topics);
      const committed = await committedBy(cluster, group, wanted);
      const ends = wanted.map((topic) => ({ ...topic, fromBeginning: false }));
      const end = indexed(await cluster.fetchTopicsOffset(ends));
      return wanted.flatMap(({ topic, partitions }) =>
        partitions
          .filter(({ partition }) => valid(committed, topic, partition) === undefined)
          .map(({ partition }) => ({
            topic,
            partition,
            offset: valid(end, topic, partition) ?? 0n,
          })),
      );
    });
  }

  /** Commits offsets for a group without members; rejects when it has some. */
  async seek(group: string, moves: readonly PartitionOffset[]): Promise<void> {
    if (moves.length === 0) return;
    await this.ask(async (cluster) => {
      const coordinator = await cluster.findGroupCoordinator({ groupId: group });
      await coordinator.offsetCommit({
        groupId: group,
        groupGenerationId: NO_GENERATION,
        memberId: '',
        topics: moves.map(({ topic, partition, offset }) => ({
          topic,
          partitions: [{ partition, offset: offset.toString() }],
        })),
      });
    });
  }

  close(): void {
    this.#closed = true;
    this.#discard();
  }

  /** Asks until there is an answer, over a fresh connection after each failure. */
  async ask<T>(
    question: (cluster: Cluster) => Promise<T>,
    { withinMs = ANSWER_WITHIN_MS, tries = 1 } = {},
  ): Promise<T> {
    const until = Date.now() + withinMs;
    for (let attempt = 1; ; attempt += 1) {
      if (this.#closed) throw new Error('The event log is closed.');
      try {
        const { cluster } = await unlessLate(ONE_TRY_MS, (this.#opening ??= this.#open()));
        return await unlessLate(ONE_TRY_MS, question(cluster));
      } catch (error) {
        const final = FINAL.includes(typeOf(error) ?? '');
        if (!final) this.#discard();
        if (final || (Date.now() > until && attempt >= tries))
          throw new Error(whyOf(error), { cause: error });
        await new Promise((resume) => setTimeout(resume, ASK_AGAIN_AFTER_MS));
      }
    }
  }

  async #open(): Promise<OpenCluster> {
    const client = createClient(this.#settings);
    let cluster: Cluster | undefined;
    // This consumer never runs: it exists because its assigner is given the cluster.
    client.kafka.consumer({
      groupId: `${this.#settings.clientId}.offsets`,
      allowAutoTopicCreation: false,
      partitionAssigners: [
        (config) => {
          cluster = config.cluster;
          return kafkajs.PartitionAssigners.roundRobin(config);
        },
      ],
    });
    if (!cluster) throw new Error('This version of kafkajs does not hand out its cluster.');
    try {
      await cluster.connect();
      await cluster.refreshMetadata();
    } catch (error) {
      client.destroy();
      throw error;
    }
    return { client, cluster };
  }

  /** Nobody waits for a connection that is still being opened: it is closed once it is. */
  #discard(): void {
    void this.#opening?.then(({ client }) => client.destroy()).catch(() => undefined);
    this.#opening = undefined;
  }
}

interface TopicPartitions {
  readonly topic: string;
  readonly partitions: Array<{ partition: number }>;
}

async function partitionsOf(
  cluster: Cluster,
  topics: readonly string[],
): Promise<TopicPartitions[]> {
  await cluster.addMultipleTargetTopics([...topics]);
  return topics.map((topic) => ({
    topic,
    partitions: cluster
      .findTopicPartitionMetadata(topic)
      .map(({ partitionId }) => ({ partition: partitionId }))
      .sort((a, b) => a.partition - b.partition),
  }));
}

async function committedBy(
  cluster: Cluster,
  group: string,
  wanted: readonly TopicPartitions[],
): Promise<Offsets> {
  const coordinator = await cluster.findGroupCoordinator({ groupId: group });
  // The type of kafkajs asks for the offsets that this request is about to fetch.
  const topics = wanted as Parameters<typeof coordinator.offsetFetch>[0]['topics'];
  const { responses } = await coordinator.offsetFetch({ groupId: group, topics });
  return indexed(responses);
}

async function beginOf(
  cluster: Cluster,
  wanted: readonly TopicPartitions[],
  committed: Offsets,
): Promise<Offsets> {
  const fresh = wanted.filter(({ topic, partitions }) =>
    partitions.some(({ partition }) => valid(committed, topic, partition) === undefined),
  );
  if (fresh.length === 0) return new Map();
  return indexed(
    await cluster.fetchTopicsOffset(fresh.map((topic) => ({ ...topic, fromBeginning: true }))),
  );
}

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

function indexed(
  topics: ReadonlyArray<{
    readonly topic: string;
    readonly partitions: ReadonlyArray<{ readonly partition: number; readonly offset: string }>;
  }>,
): Offsets {
  return new Map(
    topics.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }): [string, bigint] => [
        keyOf(topic, partition),
        BigInt(offset),
      ]),
    ),
  );
}

function valid(offsets: Offsets, topic: string, partition: number): bigint | undefined {
  const offset = offsets.get(keyOf(topic, partition));
  return offset !== undefined && offset >= 0n ? offset : undefined;
}
