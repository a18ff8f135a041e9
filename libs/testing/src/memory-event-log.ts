import {
  partitionOf,
  type EventLog,
  type LogBatch,
  type LogRecord,
  type NewRecord,
  type Position,
  type SubscribeOptions,
  type Subscription,
  type TopicSpec,
} from '@handrail/messaging';

interface Group {
  readonly committed: Map<string, bigint>;
}

/**
 * An event log in memory, for tests of the engine's own logic: one member per group, nothing durable.
 * What it promises is what the port promises; restarts and rebalances are tested on the real logs.
 */
export class MemoryEventLog implements EventLog {
  readonly records = new Map<string, LogRecord[]>();
  /** Set to make the next publishes fail, as a log that does not answer. */
  failPublish: (() => Error | undefined) | undefined;
  readonly #groups = new Map<string, Group>();
  readonly #partitions = new Map<string, number>();

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const topic of topics)
      if (!this.#partitions.has(topic.name)) this.#partitions.set(topic.name, topic.partitions);
    return Promise.resolve();
  }

  publish(records: readonly NewRecord[]): Promise<void> {
    const failure = this.failPublish?.();
    if (failure) return Promise.reject(failure);
    for (const record of records) {
      const partition = partitionOf(record.key ?? '', this.#count(record.topic));
      const place = this.#place(record.topic, partition);
      const offset = BigInt(place.length);
      place.push({ ...record, partition, offset, timestampMs: Date.now() });
    }
    return Promise.resolve();
  }

  subscribe(options: SubscribeOptions): Promise<Subscription> {
    const group = this.#group(options.group);
    const paused = new Set<string>();
    const state = { stopping: false };
    const loops = options.topics.flatMap((topic) =>
      Array.from({ length: this.#count(topic) }, (_, partition) =>
        this.#feed(options, group, topic, partition, paused, state),
      ),
    );
    return Promise.resolve({
      pause: (topic) => void paused.add(topic),
      resume: (topic) => void paused.delete(topic),
      health: () => ({ ok: true }),
      assignments: () => [],
      stop: async () => {
        state.stopping = true;
        await Promise.all(loops);
      },
    });
  }

  positions(group: string, topics: readonly string[]): Promise<Position[]> {
    const { committed } = this.#group(group);
    return Promise.resolve(
      topics.flatMap((topic) =>
        Array.from({ length: this.#count(topic) }, (_, partition) => ({
          topic,
          partition,
          committed: committed.get(`${topic}/${partition}`) ?? 0n,
          end: BigInt(this.#place(topic, partition).length),
        })),
      ),
    );
  }

  seek(group: string, topic: string, partition: number, offset: bigint): Promise<void> {
    this.#group(group).committed.set(`${topic}/${partition}`, offset);
    return Promise.resolve();
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #feed(
    options: SubscribeOptions,
    group: Group,
    topic: string,
    partition: number,
    paused: ReadonlySet<string>,
    state: { stopping: boolean },
  ): Promise<void> {
    const place = `${topic}/${partition}`;
    while (!state.stopping) {
      const from = group.committed.get(place) ?? 0n;
      const records = this.#place(topic, partition).slice(
        Number(from),
        Number(from) + options.maxBatch,
      );
      if (records.length === 0 || paused.has(topic)) {
        await new Promise((resolve) => setTimeout(resolve, 2));
        continue;
      }
      const batch: LogBatch = {
        topic,
        partition,
        records,
        heartbeat: () => Promise.resolve(),
        isStale: () => state.stopping,
      };
      try {
        await options.onBatch(batch);
        group.committed.set(place, from + BigInt(records.length));
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  #group(name: string): Group {
    const known = this.#groups.get(name) ?? { committed: new Map<string, bigint>() };
    this.#groups.set(name, known);
    return known;
  }

  #place(topic: string, partition: number): LogRecord[] {
    const name = `${topic}/${partition}`;
    const known = this.records.get(name) ?? [];
    this.records.set(name, known);
    return known;
  }

  #count(topic: string): number {
    return this.#partitions.get(topic) ?? 4;
  }
}
