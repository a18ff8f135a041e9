import type { NewRecord } from '../../log/event-log.js';
import { partitionOf } from '../../log/murmur2.js';
import { RefusedRecordError, refusalBySize } from '../../log/refused-record.js';
import { BYTEA, TEXT, binaryArray } from './binary-array.js';
import type { LogDatabase } from './log-database.js';
import type { TopicDirectory } from './topic-directory.js';

/** New end of a partition. */
export interface PartitionEnd {
  readonly partitionId: number;
  readonly end: bigint;
}

interface Placed {
  readonly partitionId: number;
  readonly record: NewRecord;
}

/** Data a column cannot take, and values beyond the server's own limits. */
const REFUSALS = /^(22|54)[0-9A-Z]{3}$/;

const CHUNK_RECORDS = 2_000;
const CHUNK_BYTES = 8 * 1024 * 1024;

const SQL = `SELECT touched_partition, new_end FROM log_publish($1::int[], $2::int[],
  $3::int[], $4::int[], $5::text[], $6::bytea[], $7::text[])`;

/** Appends records: one statement, which is one transaction, per chunk. */
export class RecordAppender {
  readonly #database: LogDatabase;
  readonly #topics: TopicDirectory;
  #turn = Math.floor(Math.random() * 1024);

  constructor(database: LogDatabase, topics: TopicDirectory) {
    this.#database = database;
    this.#topics = topics;
  }

  async publish(
    records: readonly NewRecord[],
    onAppended: (ends: readonly PartitionEnd[]) => void,
  ): Promise<void> {
    const refusal = refusalBySize(records);
    if (refusal) throw refusal;
    const placed: Placed[] = [];
    for (const record of records) {
      const partitions = await this.#topics.partitionsOf(record.topic);
      // Records without a key take turns; they have no order to keep.
      const number =
        record.key === null
          ? (this.#turn = (this.#turn + 1) % 0x40000000) % partitions.length
          : partitionOf(record.key, partitions.length);
      placed.push({ partitionId: partitions[number]!.id, record });
    }
    // Chunks go one after the other, so that a key's records keep their order.
    for (const chunk of chunksOf(placed)) {
      const rows = await this.#append(chunk);
      onAppended(rows.map(([partitionId, end]) => ({ partitionId, end: BigInt(end) })));
    }
  }

  async #append(chunk: readonly Placed[]): Promise<Array<[number, string]>> {
    try {
      return await this.#database.query<[number, string]>(SQL, parametersOf(chunk));
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (typeof code !== 'string' || !REFUSALS.test(code)) throw error;
      throw new RefusedRecordError(`sql-${code}`, 'the log does not take a record', error);
    }
  }
}

function* chunksOf(placed: readonly Placed[]): Generator<readonly Placed[]> {
  let start = 0;
  let bytes = 0;
  for (const [i, { record }] of placed.entries()) {
    const size = record.value?.length ?? 0;
    if (i > start && (i - start === CHUNK_RECORDS || bytes + size > CHUNK_BYTES)) {
      yield placed.slice(start, i);
      start = i;
      bytes = 0;
    }
    bytes += size;
  }
  if (start < placed.length) yield placed.slice(start);
}

function parametersOf(chunk: readonly Placed[]): unknown[] {
  const counts = new Map<number, number>();
  const ordinals = chunk.map(({ partitionId }) => {
    const ordinal = counts.get(partitionId) ?? 0;
    counts.set(partitionId, ordinal + 1);
    return ordinal;
  });
  const headers = new Map<NewRecord['headers'], Buffer>();
  const headerText = (record: NewRecord): Buffer => {
    let text = headers.get(record.headers);
    if (!text) headers.set(record.headers, (text = Buffer.from(JSON.stringify(record.headers))));
    return text;
  };
  return [
    [...counts.keys()],
    [...counts.values()],
    chunk.map(({ partitionId }) => partitionId),
    ordinals,
    binaryArray(
      TEXT,
      chunk.map(({ record }) => (record.key === null ? null : Buffer.from(record.key))),
    ),
    binaryArray(
      BYTEA,
      chunk.map(({ record }) => record.value),
    ),
    binaryArray(
      TEXT,
      chunk.map(({ record }) => headerText(record)),
    ),
  ];
}
