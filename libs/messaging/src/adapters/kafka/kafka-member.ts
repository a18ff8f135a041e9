import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { LogBatch, SubscribeOptions } from '../../log/event-log.js';
import { copartitionAssigner } from './copartition-assigner.js';
import { createClient, type ClientSettings, type KafkaClient } from './kafka-client.js';
import { whyOf } from './kafka-error.js';
import { toRecord } from './kafka-record.js';
import { MemberState } from './member-state.js';
import { OffsetCommitter } from './offset-committer.js';

const COMMIT_AGAIN_AFTER_MS = 200;
/** Keeps a batch that was given back unread from being fetched again in a tight loop. */
const GIVEN_BACK_PAUSE_MS = 50;
const LEAVE_WITHIN_MS = 3_000;

export interface MemberContext {
  readonly settings: ClientSettings;
  readonly options: SubscribeOptions;
  /** Topics that are paused now; the subscription changes it. */
  readonly paused: ReadonlySet<string>;
  readonly onJoined: () => void;
}

interface Assignment {
  readonly topic: string;
  readonly partition: number;
}

/**
 * One life of a consumer: from joining the group until it leaves, crashes or falls silent. It never
 * restarts itself; the subscription builds a fresh member instead, because a kafkajs consumer that
 * crashed may keep half of its connections and state.
 *
 * kafkajs fetches, hands every partition's records to `eachBatch`, waits for all and fetches again.
 * Here they are cut into batches for the handler. After each, its offset is committed and only then
 * resolved, so what kafkajs would read next and what the group has committed stay the same. An offset
 * is committed only if the handler finished and was never told that its batch is stale.
 */
export class KafkaMember {
  private readonly client: KafkaClient;
  private readonly consumer: Consumer;
  private readonly state: MemberState;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly inHand = new Map<string, number>();
  private readonly held = new Set<string>();
  private committer = new OffsetCommitter();
  private owned: Assignment[] = [];
  private beat: (() => Promise<void>) | undefined;
  private beating: NodeJS.Timeout | undefined;
  private fetched = false;
  private end!: (reason: unknown) => void;
  private readonly ended = new Promise<unknown>((resolve) => (this.end = resolve));

  constructor(private readonly context: MemberContext) {
    const { settings, options } = context;
    const { timing } = settings;
    this.state = new MemberState(timing);
    this.client = createClient(settings);
    this.consumer = this.client.kafka.consumer({
      groupId: options.group,
      partitionAssigners: [copartitionAssigner],
      allowAutoTopicCreation: false,
      sessionTimeout: timing.sessionTimeoutMs,
      rebalanceTimeout: timing.rebalanceTimeoutMs,
      heartbeatInterval: timing.heartbeatMs,
      maxWaitTimeInMs: timing.fetchWaitMs,
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 4, restartOnFailure },
    });
    this.listen();
  }

  /** Joins and consumes; resolves with the reason once this member is dead. Never rejects. */
  async live(): Promise<unknown> {
    const { topics, concurrency } = this.context.options;
    const { sessionTimeoutMs, rebalanceTimeoutMs } = this.context.settings.timing;
    const watch = setInterval(() => {
      const silentMs = this.state.silentMs();
      if (silentMs > sessionTimeoutMs + rebalanceTimeoutMs)
        this.end(new Error(`the group's coordinator has not answered for ${silentMs | 0} ms`));
    }, sessionTimeoutMs);
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: concurrency,
        eachBatch: (payload) => this.eachBatch(payload),
      });
    } catch (error) {
      this.end(error);
    }
    return this.ended.finally(() => clearInterval(watch));
  }

  /** Finishes what is in flight, leaves the group and closes every connection. */
  async close(): Promise<void> {
    this.state.closing = true;
    this.end(new Error('closed'));
    const left = this.consumer.disconnect().catch(() => undefined);
    // kafkajs would wait for its long poll to end by itself.
    setImmediate(() => this.client.interruptFetch());
    await Promise.all(this.inFlight);
    await Promise.race([left, delay(LEAVE_WITHIN_MS)]);
    this.client.destroy();
  }

  applyPause(topic: string): void {
    const held = this.owned
      .filter((owned) => owned.topic === topic && this.held.has(keyOf(owned)))
      .map(({ partition }) => partition);
    try {
      this.consumer.resume([{ topic }]);
      if (this.context.paused.has(topic)) this.consumer.pause([{ topic }]);
      else if (held.length > 0) this.consumer.pause([{ topic, partitions: held }]);
    } catch {
      // Not running yet: pauses are applied when it joins.
    }
  }

  /** Lets a resumed topic be read now, not when the running long poll ends. */
  fetchAnew(): void {
    this.client.interruptFetch();
  }

  assignments(): readonly Assignment[] {
    return this.owned;
  }

  /** Whether records can be read: the group was joined and a fetch has succeeded since. */
  isReading(): boolean {
    return this.fetched;
  }

  silentMs(): number {
    return this.state.silentMs();
  }

  /** When the log took the oldest record of the batch being handled, if one is. */
  oldestInHandMs(topic: string, partition: number): number | undefined {
    return this.inHand.get(keyOf({ topic, partition }));
  }

  private listen(): void {
    const { consumer, state } = this;
    const { events } = consumer;
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      state.joined();
      this.committer = new OffsetCommitter();
      this.owned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ topic, partition })),
      );
      for (const topic of this.context.options.topics) this.applyPause(topic);
      this.context.onJoined();
    });
    consumer.on(events.HEARTBEAT, () => state.confirmed());
    consumer.on(events.COMMIT_OFFSETS, () => state.confirmed());
    consumer.on(events.FETCH, () => (this.fetched = true));
    consumer.on(events.CRASH, ({ payload }) => this.end(payload.error));
    consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.passOver(payload);
    });
  }

  /** Marks of transactions fill offsets without being records: commit past them, or lag never ends. */
  private passOver(batch: { topic: string; partition: number; lastOffset: string }): void {
    const offset = (BigInt(batch.lastOffset) + 1n).toString();
    const { topic, partition } = batch;
    this.consumer.commitOffsets([{ topic, partition, offset }]).catch((error: unknown) => {
      this.state.failed(error);
    });
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const generation = this.state.generation;
    this.beat = payload.heartbeat;
    this.beating ??= setInterval(
      () => void this.heartbeat(),
      this.context.settings.timing.heartbeatMs / 2,
    );
    const feeding = this.feed(payload, generation);
    this.inFlight.add(feeding);
    await feeding;
    this.inFlight.delete(feeding);
    if (this.inFlight.size === 0) {
      clearInterval(this.beating);
      this.beating = undefined;
    }
    const rejoin = this.state.rejoinError();
    if (rejoin && generation === this.state.generation) throw rejoin;
  }

  private async feed(payload: EachBatchPayload, generation: number): Promise<void> {
    const { batch } = payload;
    const { topic, partition, messages } = batch;
    const { maxBatch } = this.context.options;
    for (let start = 0; start < messages.length; start += maxBatch) {
      const slice = messages.slice(start, start + maxBatch);
      const isLast = start + maxBatch >= messages.length;
      const mayStart = this.state.mayStart(generation) && !this.isPaused(topic, partition);
      if (!mayStart || !(await this.deliver({ topic, partition, generation }, slice)))
        return delay(GIVEN_BACK_PAUSE_MS);
      const offset = isLast ? batch.lastOffset() : slice.at(-1)!.offset;
      if (!(await this.commit(payload, generation, offset))) return;
    }
  }

  /** True when the handler is done with the records and they may be committed. */
  private async deliver(
    from: Assignment & { readonly generation: number },
    messages: readonly KafkaMessage[],
  ): Promise<boolean> {
    const { topic, partition, generation } = from;
    const records = messages.map((message) => toRecord(topic, partition, message));
    let toldStale = false;
    const batch: LogBatch = {
      topic,
      partition,
      records,
      heartbeat: () => this.heartbeat(),
      isStale: () => {
        const stale = this.state.isStale(generation);
        toldStale ||= stale;
        return stale;
      },
    };
    this.inHand.set(keyOf(from), records[0]!.timestampMs);
    try {
      await this.context.options.onBatch(batch);
      return !toldStale;
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      const fields = { topic, partition, reason };
      this.context.settings.logger.error('a batch handler threw; delivering again', fields);
      this.hold(from);
      return false;
    } finally {
      this.inHand.delete(keyOf(from));
    }
  }

  /** Repeats until the broker has the offset. Giving up means to read the batch again, never to skip it. */
  private async commit(
    payload: EachBatchPayload,
    generation: number,
    offset: string,
  ): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const send: EachBatchPayload['commitOffsetsIfNecessary'] = async (offsets) => {
      if (generation === this.state.generation) await payload.commitOffsetsIfNecessary(offsets);
    };
    for (;;) {
      try {
        await this.committer.commit(topic, partition, BigInt(offset) + 1n, send);
        if (generation !== this.state.generation) return false;
        payload.resolveOffset(offset);
        return true;
      } catch (error) {
        this.state.failed(error);
        if (this.state.rejoinError()) return false;
        const { closing } = this.state;
        if (this.state.isStale(generation)) {
          if (!closing) this.end(new Error(`an offset could not be committed: ${whyOf(error)}`));
          return false;
        }
        await delay(COMMIT_AGAIN_AFTER_MS);
      }
    }
  }

  private async heartbeat(): Promise<void> {
    try {
      await this.beat?.();
    } catch (error) {
      this.state.failed(error);
    }
  }

  private isPaused(topic: string, partition: number): boolean {
    return this.context.paused.has(topic) || this.held.has(keyOf({ topic, partition }));
  }

  /** Stops feeding one partition for a while; the others go on. */
  private hold(partition: Assignment): void {
    this.held.add(keyOf(partition));
    this.applyPause(partition.topic);
    setTimeout(() => {
      this.held.delete(keyOf(partition));
      this.applyPause(partition.topic);
      this.fetchAnew();
    }, this.context.settings.timing.redeliverAfterMs).unref();
  }
}

const restartOnFailure = () => Promise.resolve(false);
const delay = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));
const keyOf = ({ topic, partition }: Assignment) => `${topic}/${partition}`;
