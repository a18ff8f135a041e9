import { createHash, randomUUID } from 'node:crypto';
import type {
  EventLog,
  NewRecord,
  Position,
  SubscribeOptions,
  Subscription,
  TopicSpec,
} from '../../log/event-log.js';
import { registerCodecs } from './codecs/register-codecs.js';
import type { ClientSettings } from './kafka-client.js';
import { KafkaCluster } from './kafka-cluster.js';
import { typeOf } from './kafka-error.js';
import { DEFAULT_TIMING, SILENT, type KafkaEventLogOptions } from './kafka-options.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { ensureTopics } from './kafka-topics.js';
import { OldestUnread } from './oldest-unread.js';

/** The event log on Apache Kafka. */
export class KafkaEventLog implements EventLog {
  readonly #settings: ClientSettings;
  readonly #publisher: KafkaPublisher;
  readonly #cluster: KafkaCluster;
  readonly #subscriptions = new Set<KafkaSubscription>();
  readonly #oldestUnread = new Map<string, OldestUnread>();

  constructor(options: KafkaEventLogOptions) {
    registerCodecs();
    this.#settings = {
      ...options,
      logger: options.logger ?? SILENT,
      timing: { ...DEFAULT_TIMING, ...options.timing },
    };
    this.#publisher = new KafkaPublisher(this.#settings);
    this.#cluster = new KafkaCluster(this.#settings);
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return topics.length === 0 ? Promise.resolve() : ensureTopics(this.#settings, topics);
  }

  publish(records: readonly NewRecord[]): Promise<void> {
    return this.#publisher.publish(records);
  }

  async subscribe(options: SubscribeOptions): Promise<Subscription> {
    if (options.from === 'end') await this.#startAtEnd(options);
    const subscription = new KafkaSubscription(this.#settings, options, this.#memberName(options));
    this.#subscriptions.add(subscription);
    void subscription.over.then(() => this.#subscriptions.delete(subscription));
    await subscription.joined();
    return subscription;
  }

  async positions(group: string, topics: readonly string[]): Promise<Position[]> {
    const positions = await this.#cluster.positions(group, topics);
    const own = [...this.#subscriptions].filter((subscription) => subscription.group === group);
    const withThoseInHand = positions.map((position) => {
      const { topic, partition, committed, end } = position;
      if (committed >= end) return position;
      const times = own.flatMap(
        (subscription) => subscription.oldestInHandMs(topic, partition) ?? [],
      );
      return times.length > 0 ? { ...position, oldestUnreadMs: Math.min(...times) } : position;
    });
    const oldest = this.#oldestUnread.get(group) ?? new OldestUnread(this.#cluster);
    this.#oldestUnread.set(group, oldest);
    return oldest.complete(withThoseInHand);
  }

  async seek(group: string, topic: string, partition: number, offset: bigint): Promise<void> {
    try {
      await this.#cluster.seek(group, [{ topic, partition, offset }]);
    } catch (error) {
      if (typeOf(error) !== 'UNKNOWN_MEMBER_ID') throw error;
      const why = `The group ${group} has a running member; stop it before moving the group.`;
      throw new Error(why, { cause: error });
    }
  }

  ping(): Promise<void> {
    return this.#cluster.ping();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await this.#publisher.close();
    this.#cluster.close();
  }

  /**
   * A group keeps the assignment of a member that comes back under its name. One that now reads other
   * topics needs a new assignment, so the topics are part of the name.
   */
  #memberName({ group, topics }: SubscribeOptions): string {
    const { instanceId } = this.#settings;
    if (!instanceId) return randomUUID();
    const reads = createHash('sha256')
      .update([...topics].sort().join())
      .digest('hex')
      .slice(0, 8);
    const place = [...this.#subscriptions].filter((other) => other.group === group).length;
    return `${instanceId}-${reads}-${place}`;
  }

  /**
   * Pins the end before joining. Left to kafkajs, the end would be looked up at the first fetch: what
   * arrives between joining and fetching would be skipped, and what arrives before the first commit
   * would be skipped by a restart.
   */
  async #startAtEnd({ group, topics }: SubscribeOptions): Promise<void> {
    const ends = await this.#cluster.endsOfUncommitted(group, topics);
    try {
      await this.#cluster.seek(group, ends);
    } catch (error) {
      // Another member runs already and has pinned them.
      if (typeOf(error) !== 'UNKNOWN_MEMBER_ID') throw error;
    }
  }
}
