import type { PartitionerArgs, Producer } from 'kafkajs';
import type { NewRecord } from '../../log/event-log.js';
import { partitionOf } from '../../log/murmur2.js';
import { bytesOf, RefusedRecordError, refusalBySize } from '../../log/refused-record.js';
import { createClient, type ClientSettings, type KafkaClient } from './kafka-client.js';
import { refusalOf, whyOf } from './kafka-error.js';
import { toMessage } from './kafka-record.js';
import { chunksOf } from './publish-chunks.js';
import { unlessLate, within } from './within.js';

/** Most that one round of sends takes together from the waiting publishes. */
const MAX_ROUND_BYTES = 8_000_000;
const CLOSE_WITHIN_MS = 5_000;
const DISCONNECT_WITHIN_MS = 1_000;

interface Waiting {
  readonly records: readonly NewRecord[];
  readonly topics: ReadonlySet<string>;
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

interface OpenProducer {
  readonly client: KafkaClient;
  readonly producer: Producer;
}

/**
 * Publishes with one idempotent producer and one send under way.
 *
 * kafkajs takes a failed send's sequence numbers back and gives them to whichever send comes next. A
 * second send in that moment could be taken by the broker for a repetition of the first and vanish.
 * So sends never overlap: publishes that arrive meanwhile wait and go out together in the next round,
 * which also makes large batches out of many small publishes. And a producer whose send was rejected
 * is thrown away, because nobody knows which of its numbers the broker has seen.
 *
 * When a round fails, publishes waiting behind it for the same topics fail too: otherwise a later
 * record could appear before an earlier one of its key, which the caller is about to repeat.
 */
export class KafkaPublisher {
  readonly #settings: ClientSettings;
  readonly #waiting: Waiting[] = [];
  readonly #known = new Set<string>();
  readonly #nextSpread = new Map<string, number>();
  #open: OpenProducer | undefined;
  #pumping: Promise<void> | undefined;
  #closed = false;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  publish(records: readonly NewRecord[]): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The event log is closed.'));
    if (records.length === 0) return Promise.resolve();
    let bytes = 0;
    const refusal = refusalBySize(records);
    if (refusal) return Promise.reject(refusal);
    for (const record of records) bytes += bytesOf(record);
    const topics = new Set(records.map(({ topic }) => topic));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, topics, bytes, resolve, reject });
      this.#pumping ??= this.#pump().finally(() => (this.#pumping = undefined));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const late = setTimeout(() => {
      this.#failWaiting(new Error('The event log was closed.'), () => true);
      this.#open?.client.destroy();
    }, CLOSE_WITHIN_MS);
    await this.#pumping;
    clearTimeout(late);
    await this.#discard();
  }

  async #pump(): Promise<void> {
    for (;;) {
      // One turn of the event loop, so that publishes made together are sent together.
      await new Promise((resume) => setImmediate(resume));
      const round = this.#nextRound();
      if (round.length === 0) return;
      try {
        await unlessLate(
          this.#settings.timing.publishTimeoutMs,
          this.#send(round.flatMap(({ records }) => records)),
        );
        for (const { topics, resolve } of round) {
          topics.forEach((topic) => this.#known.add(topic));
          resolve();
        }
      } catch (error) {
        await this.#fail(round, error);
      }
    }
  }

  /** Takes what waits, up to the limit. A topic nobody has published to yet goes alone: it may not exist. */
  #nextRound(): Waiting[] {
    const isNew = ({ topics }: Waiting) => [...topics].some((topic) => !this.#known.has(topic));
    let bytes = 0;
    let count = 0;
    for (const item of this.#waiting) {
      if (count > 0 && (isNew(item) || bytes + item.bytes > MAX_ROUND_BYTES)) break;
      count += 1;
      bytes += item.bytes;
      if (isNew(item)) break;
    }
    return this.#waiting.splice(0, count);
  }

  async #send(records: readonly NewRecord[]): Promise<void> {
    const { producer } = (this.#open ??= await this.#connect());
    for (const chunk of chunksOf(records)) {
      const byTopic = new Map<string, NewRecord[]>();
      for (const record of chunk) {
        const present = byTopic.get(record.topic);
        if (present) present.push(record);
        else byTopic.set(record.topic, [record]);
      }
      const topicMessages = [...byTopic].map(([topic, ofTopic]) => ({
        topic,
        messages: ofTopic.map(toMessage),
      }));
      await producer.sendBatch({ topicMessages, acks: -1 });
    }
  }

  async #connect(): Promise<OpenProducer> {
    const client = createClient(this.#settings);
    const producer = client.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => this.#partition,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 6 },
    });
    try {
      await unlessLate(this.#settings.timing.publishTimeoutMs / 2, producer.connect());
    } catch (error) {
      client.destroy();
      throw error;
    }
    return { client, producer };
  }

  readonly #partition = ({ topic, partitionMetadata, message }: PartitionerArgs): number => {
    const partitions = partitionMetadata.length;
    if (typeof message.key === 'string') return partitionOf(message.key, partitions);
    const next = this.#nextSpread.get(topic) ?? 0;
    this.#nextSpread.set(topic, (next + 1) % partitions);
    return next % partitions;
  };

  async #fail(round: readonly Waiting[], error: unknown): Promise<void> {
    const message = `Kafka did not take the records: ${whyOf(error)}`;
    const refused = refusalOf(error);
    const reason = refused
      ? new RefusedRecordError(refused, message, error)
      : new Error(message, { cause: error });
    this.#settings.logger.warn('publishing to Kafka failed', { reason: whyOf(error) });
    const failed = new Set(round.flatMap(({ topics }) => [...topics]));
    for (const { reject } of round) reject(reason);
    this.#failWaiting(reason, ({ topics }) => [...topics].some((topic) => failed.has(topic)));
    await this.#discard();
  }

  #failWaiting(reason: Error, which: (item: Waiting) => boolean): void {
    const kept = this.#waiting.filter((item) => !which(item));
    for (const item of this.#waiting) if (which(item)) item.reject(reason);
    this.#waiting.splice(0, this.#waiting.length, ...kept);
  }

  async #discard(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    const { producer, client } = open;
    await within(DISCONNECT_WITHIN_MS, producer.disconnect());
    client.destroy();
  }
}
