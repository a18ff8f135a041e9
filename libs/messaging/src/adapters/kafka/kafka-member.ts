import type { Consumer } from 'kafkajs';
import type { SubscribeOptions } from '../../log/event-log.js';
import { type Assignment, BatchFeed, keyOf } from './batch-feed.js';
import { copartitionAssigner } from './copartition-assigner.js';
import { createClient, type ClientSettings, type KafkaClient } from './kafka-client.js';
import { MemberState } from './member-state.js';
import { within } from './within.js';

const LEAVE_WITHIN_MS = 3_000;

export interface MemberContext {
  readonly settings: ClientSettings;
  readonly options: SubscribeOptions;
  /** Known to the group over the lives of a member: the next one takes the place of the last. */
  readonly instanceId: string;
  /** Topics that are paused now; the subscription changes it. */
  readonly paused: ReadonlySet<string>;
  readonly onJoined: () => void;
}

/**
 * One life of a consumer: from joining the group until it leaves, crashes or falls silent. It never
 * restarts itself; the subscription builds a fresh member instead, because a kafkajs consumer that
 * crashed may keep half of its connections and state.
 */
export class KafkaMember {
  readonly #context: MemberContext;
  readonly #client: KafkaClient;
  readonly #consumer: Consumer;
  readonly #state: MemberState;
  readonly #feed: BatchFeed;
  readonly #held = new Set<string>();
  #owned: Assignment[] = [];
  #fetched = false;
  #end!: (reason: unknown) => void;
  readonly #ended = new Promise<unknown>((resolve) => (this.#end = resolve));

  constructor(context: MemberContext) {
    this.#context = context;

    const { settings, options } = context;
    const { timing } = settings;
    this.#state = new MemberState(timing);
    this.#feed = new BatchFeed({
      settings,
      options,
      state: this.#state,
      isPaused: (partition) =>
        context.paused.has(partition.topic) || this.#held.has(keyOf(partition)),
      hold: (partition) => this.#hold(partition),
    });
    this.#client = createClient(settings);
    this.#consumer = this.#client.kafka.consumer({
      groupId: options.group,
      groupInstanceId: context.instanceId,
      partitionAssigners: [copartitionAssigner],
      allowAutoTopicCreation: false,
      sessionTimeout: timing.sessionTimeoutMs,
      rebalanceTimeout: timing.rebalanceTimeoutMs,
      heartbeatInterval: timing.heartbeatMs,
      maxWaitTimeInMs: timing.fetchWaitMs,
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 4, restartOnFailure },
    });
    this.#listen();
  }

  /** Joins and consumes; resolves with the reason once this member is dead. Never rejects. */
  async live(): Promise<unknown> {
    const { sessionTimeoutMs, rebalanceTimeoutMs } = this.#context.settings.timing;
    const watch = setInterval(() => {
      const silentMs = this.#state.silentMs();
      if (silentMs > sessionTimeoutMs + rebalanceTimeoutMs)
        this.#end(new Error(`the group's coordinator has not answered for ${silentMs | 0} ms`));
    }, sessionTimeoutMs);
    // Not waited for: joining may hang in a broker that takes requests and answers none.
    this.#join().catch((error: unknown) => this.#end(error));
    return this.#ended.finally(() => clearInterval(watch));
  }

  async #join(): Promise<void> {
    const { topics, concurrency } = this.#context.options;
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: this.#feed.eachBatch,
    });
  }

  /** Finishes what is in flight, leaves the group and closes every connection. */
  async close(): Promise<void> {
    this.#state.closing = true;
    this.#end(new Error('closed'));
    const left = this.#consumer.disconnect();
    left.catch(() => undefined);
    // kafkajs would wait for its long poll to end by itself.
    setImmediate(() => this.#client.interruptFetch());
    await this.#feed.idle();
    await within(LEAVE_WITHIN_MS, left);
    this.#client.destroy();
  }

  /** Makes kafkajs pause exactly what is paused now. */
  applyPause(topic: string): void {
    const held = this.#owned
      .filter((owned) => owned.topic === topic && this.#held.has(keyOf(owned)))
      .map(({ partition }) => partition);
    try {
      this.#consumer.resume([{ topic }]);
      if (this.#context.paused.has(topic)) this.#consumer.pause([{ topic }]);
      else if (held.length > 0) this.#consumer.pause([{ topic, partitions: held }]);
    } catch {
      // Not running yet: pauses are applied when it joins.
    }
  }

  /** Lets a resumed topic be read now, not when the running long poll ends. */
  fetchAnew(): void {
    this.#client.interruptFetch();
  }

  assignments(): readonly Assignment[] {
    return this.#owned;
  }

  /** Whether records can be read: the group was joined and a fetch has succeeded since. */
  isReading(): boolean {
    return this.#fetched;
  }

  silentMs(): number {
    return this.#state.silentMs();
  }

  oldestInHandMs(partition: Assignment): number | undefined {
    return this.#feed.oldestInHandMs(partition);
  }

  stuckAt(): string | undefined {
    return this.#feed.stuckAt();
  }

  #listen(): void {
    const consumer = this.#consumer;
    const state = this.#state;
    const { events } = consumer;
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      state.joined();
      this.#feed.onJoined();
      this.#owned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ topic, partition })),
      );
      for (const topic of this.#context.options.topics) this.applyPause(topic);
      this.#context.onJoined();
    });
    consumer.on(events.HEARTBEAT, () => state.confirmed());
    consumer.on(events.COMMIT_OFFSETS, () => state.confirmed());
    consumer.on(events.FETCH, () => (this.#fetched = true));
    consumer.on(events.CRASH, ({ payload }) => this.#end(payload.error));
    consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.#passOver(payload);
    });
  }

  /** Marks of transactions fill offsets without being records: commit past them, or lag never ends. */
  #passOver(batch: { topic: string; partition: number; lastOffset: string }): void {
    const offset = (BigInt(batch.lastOffset) + 1n).toString();
    const { topic, partition } = batch;
    this.#consumer.commitOffsets([{ topic, partition, offset }]).catch((error: unknown) => {
      this.#state.failed(error);
    });
  }

  /** Stops feeding one partition for a while; the others go on. */
  #hold(partition: Assignment): void {
    this.#held.add(keyOf(partition));
    this.applyPause(partition.topic);
    setTimeout(() => {
      this.#held.delete(keyOf(partition));
      this.applyPause(partition.topic);
      this.fetchAnew();
    }, this.#context.settings.timing.redeliverAfterMs).unref();
  }
}

const restartOnFailure = () => Promise.resolve(false);
