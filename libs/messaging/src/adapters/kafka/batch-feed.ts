import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { LogBatch, SubscribeOptions } from '../../log/event-log.js';
import type { ClientSettings } from './kafka-client.js';
import { toRecord } from './kafka-record.js';
import type { MemberState } from './member-state.js';
import { OffsetCommitter } from './offset-committer.js';

const COMMIT_AGAIN_AFTER_MS = 200;
/** Keeps a batch that was given back unread from being fetched again in a tight loop. */
const GIVEN_BACK_PAUSE_MS = 50;

export interface Assignment {
  readonly topic: string;
  readonly partition: number;
}

export const keyOf = ({ topic, partition }: Assignment): string => `${topic}/${partition}`;

export interface FeedContext {
  readonly settings: ClientSettings;
  readonly options: SubscribeOptions;
  readonly state: MemberState;
  isPaused(partition: Assignment): boolean;
  /** The handler threw: its partition must not be fed again at once. */
  hold(partition: Assignment): void;
}

/** A batch that is being handled. */
interface InHand {
  /** When the log took its first record. */
  readonly oldestMs: number;
  /** When its handler last gave a sign of life. */
  signAt: number;
}

/**
 * Cuts what kafkajs fetched from a partition into batches for the handler. After each, its offset is
 * committed and only then resolved, so what kafkajs would read next and what the group has committed
 * stay the same. An offset is committed only if the handler finished and was never told that its
 * batch is stale: a handler that was told may have given up half way.
 */
export class BatchFeed {
  readonly #context: FeedContext;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #inHand = new Map<string, InHand>();
  #committer = new OffsetCommitter();
  #beat: (() => Promise<void>) | undefined;
  #beating: NodeJS.Timeout | undefined;

  constructor(context: FeedContext) {
    this.#context = context;
  }

  /** Commits of the assignment before must not travel with those of the new one. */
  onJoined(): void {
    this.#committer = new OffsetCommitter();
  }

  /** kafkajs' handler. It throws only what kafkajs itself threw to make the member rejoin. */
  readonly eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { state } = this.#context;
    const { generation } = state;
    this.#beat = () => payload.heartbeat();
    this.#beating ??= setInterval(() => {
      if (!this.stuckAt()) void this.#heartbeat();
    }, this.#context.settings.timing.heartbeatMs / 2);
    const feeding = this.#feed(payload, generation);
    this.#inFlight.add(feeding);
    await feeding;
    this.#inFlight.delete(feeding);
    if (this.#inFlight.size === 0) {
      clearInterval(this.#beating);
      this.#beating = undefined;
    }
    const rejoin = state.rejoinError();
    if (rejoin && generation === state.generation) throw rejoin;
  };

  /** Resolves when no batch is in flight. */
  async idle(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  /** When the log took the oldest record of the batch being handled, if one is. */
  oldestInHandMs(partition: Assignment): number | undefined {
    return this.#inHand.get(keyOf(partition))?.oldestMs;
  }

  /** The partition whose handler has hung, if one has. */
  stuckAt(): string | undefined {
    const { handlerSilenceMs } = this.#context.settings.timing;
    const longAgo = performance.now() - handlerSilenceMs;
    return [...this.#inHand].find(([, { signAt }]) => signAt < longAgo)?.[0];
  }

  async #feed(payload: EachBatchPayload, generation: number): Promise<void> {
    const { batch } = payload;
    const { topic, partition, messages } = batch;
    const { options, state } = this.#context;
    for (let start = 0; start < messages.length; start += options.maxBatch) {
      const slice = messages.slice(start, start + options.maxBatch);
      const isLast = start + options.maxBatch >= messages.length;
      const mayStart = state.mayStart(generation) && !this.#context.isPaused({ topic, partition });
      if (!mayStart || !(await this.#deliver({ topic, partition }, generation, slice)))
        return delay(GIVEN_BACK_PAUSE_MS);
      // The last offset of what was fetched may be the mark of a transaction, behind the last record.
      const offset = isLast ? batch.lastOffset() : slice.at(-1)!.offset;
      if (!(await this.#commit(payload, generation, offset))) return;
    }
  }

  /** True when the handler is done with the records and they may be committed. */
  async #deliver(
    from: Assignment,
    generation: number,
    messages: readonly KafkaMessage[],
  ): Promise<boolean> {
    const { topic, partition } = from;
    const records = messages.map((message) => toRecord(topic, partition, message));
    const inHand: InHand = { oldestMs: records[0]!.timestampMs, signAt: performance.now() };
    let toldStale = false;
    const batch: LogBatch = {
      topic,
      partition,
      records,
      heartbeat: () => {
        inHand.signAt = performance.now();
        return this.#heartbeat();
      },
      isStale: () => {
        const stale = this.#context.state.isStale(generation);
        toldStale ||= stale;
        return stale;
      },
    };
    this.#inHand.set(keyOf(from), inHand);
    try {
      await this.#context.options.onBatch(batch);
      return !toldStale;
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      const fields = { topic, partition, reason };
      this.#context.settings.logger.error('a batch handler threw; delivering again', fields);
      this.#context.hold(from);
      return false;
    } finally {
      this.#inHand.delete(keyOf(from));
    }
  }

  /**
   * Repeats until the broker has taken the offset or refused it, however long it is away: it knows
   * whether the partition is still ours. Giving up means to read again, never to skip.
   */
  async #commit(payload: EachBatchPayload, generation: number, offset: string): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const { state } = this.#context;
    const send: EachBatchPayload['commitOffsetsIfNecessary'] = async (offsets) => {
      if (generation === state.generation) await payload.commitOffsetsIfNecessary(offsets);
    };
    for (;;) {
      try {
        await this.#committer.commit(topic, partition, BigInt(offset) + 1n, send);
        if (generation !== state.generation) return false;
        payload.resolveOffset(offset);
        return true;
      } catch (error) {
        state.failed(error);
        if (state.rejoinError() || state.isOver()) return false;
        await delay(COMMIT_AGAIN_AFTER_MS);
      }
    }
  }

  async #heartbeat(): Promise<void> {
    try {
      await this.#beat?.();
    } catch (error) {
      this.#context.state.failed(error);
    }
  }
}

const delay = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));
