import type { TopicSpec } from '../../log/event-log.js';
import type { LogDatabase } from './log-database.js';

export interface TopicPartition {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
}

/** Topics and their partitions. They never change once made, so what was read stays true. */
export class TopicDirectory {
  readonly #database: LogDatabase;
  readonly #topics = new Map<string, readonly TopicPartition[]>();
  readonly #byId = new Map<number, TopicPartition>();

  constructor(database: LogDatabase) {
    this.#database = database;
  }

  async ensure(specs: readonly TopicSpec[]): Promise<void> {
    const missing = specs.filter(({ name }) => !this.#topics.has(name));
    if (missing.length === 0) return;
    await this.#database.transaction(async (query) => {
      const sorted = [...missing].sort((a, b) => (a.name < b.name ? -1 : 1));
      await query(
        `INSERT INTO log_topic (name, partitions, retention_ms)
         SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[])
         ON CONFLICT (name) DO NOTHING`,
        [
          sorted.map(({ name }) => name),
          sorted.map(({ partitions }) => partitions),
          sorted.map(({ retentionMs }) => retentionMs ?? null),
        ],
      );
      await query(
        `INSERT INTO log_partition (topic, number)
         SELECT t.name, n FROM log_topic AS t, generate_series(0, t.partitions - 1) AS n
         WHERE t.name = ANY ($1) ORDER BY 1, 2
         ON CONFLICT (topic, number) DO NOTHING`,
        [sorted.map(({ name }) => name)],
      );
    });
  }

  /** Partitions in the order of their numbers. An unknown topic is an error, never made silently. */
  async partitionsOf(topic: string): Promise<readonly TopicPartition[]> {
    const known = this.#topics.get(topic);
    if (known) return known;
    const rows = await this.#database.query<[number, number]>(
      `SELECT id, number FROM log_partition WHERE topic = $1 ORDER BY number`,
      [topic],
    );
    if (rows.length === 0) throw new Error(`The log has no topic "${topic}".`);
    const partitions = rows.map(([id, partition]) => ({ id, topic, partition }));
    this.#topics.set(topic, partitions);
    for (const partition of partitions) this.#byId.set(partition.id, partition);
    return partitions;
  }

  /** A partition of a topic that was asked for before. */
  byId(id: number): TopicPartition {
    const found = this.#byId.get(id);
    if (!found) throw new Error(`The log has no partition with id ${id}.`);
    return found;
  }
}
