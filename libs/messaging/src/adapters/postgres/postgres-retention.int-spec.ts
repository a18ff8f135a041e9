import pg from 'pg';
import { HOUR_MS } from '@handrail/domain';
import { testDatabase, type TestDatabase } from '@handrail/testing';
import type { LogRecord } from '../../log/event-log.js';
import { createPostgresEventLog, type PostgresEventLog } from './index.js';

describe('retention on PostgreSQL', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let client: pg.Client;

  beforeEach(async () => {
    database = await testDatabase('retention');
    log = createPostgresEventLog({ url: database.url });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await log.ensureTopics([{ name: 'kept', partitions: 1, retentionMs: HOUR_MS }]);
  });
  afterEach(async () => {
    await log.close();
    await client.end();
    await database.drop();
  });

  const publish = (count: number) =>
    log.publish(
      Array.from({ length: count }, () => ({ topic: 'kept', key: 'k', value: null, headers: {} })),
    );
  const age = (upTo: number, hours: number) =>
    client.query('UPDATE log_record SET taken_ms = taken_ms - $2::bigint WHERE position < $1', [
      upTo,
      hours * HOUR_MS,
    ]);
  const offsets = async () => {
    const { rows } = await client.query<{ n: number }>(
      'SELECT position::int AS n FROM log_record ORDER BY 1',
    );
    return rows.map(({ n }) => n);
  };
  const read = async (group: string, count: number) => {
    const records: LogRecord[] = [];
    let enough = (): void => undefined;
    const done = new Promise<void>((resolve) => (enough = resolve));
    const subscription = await log.subscribe({
      group,
      topics: ['kept'],
      maxBatch: 1,
      concurrency: 1,
      onBatch: (batch) => {
        records.push(...batch.records);
        if (records.length >= count) enough();
        return records.length <= count ? Promise.resolve() : new Promise((ok) => setTimeout(ok, 1));
      },
    });
    await done;
    await subscription.stop();
    return records;
  };

  it('keeps what is young, read or not', async () => {
    await publish(5);
    await read('g', 5);
    expect(await log.applyRetention()).toBe(0);
    expect(await offsets()).toEqual([0, 1, 2, 3, 4]);
  });

  it('deletes what is old, up to the first young record, when nobody waits for it', async () => {
    await publish(10);
    await age(6, 2);
    expect(await log.applyRetention()).toBe(6);
    expect(await offsets()).toEqual([6, 7, 8, 9]);
    expect(await log.positions('newcomer', ['kept'])).toMatchObject([{ committed: 6n, end: 10n }]);
    const records = await read('newcomer', 4);
    expect(records.map(({ offset }) => offset)).toEqual([6n, 7n, 8n, 9n]);
  });

  it('never passes the offset of the slowest group', async () => {
    await publish(10);
    await log.seek('slow', 'kept', 0, 3n);
    await log.seek('fast', 'kept', 0, 10n);
    await age(10, 2);
    expect(await log.applyRetention()).toBe(3);
    expect(await offsets()).toEqual([3, 4, 5, 6, 7, 8, 9]);
    await log.seek('slow', 'kept', 0, 10n);
    expect(await log.applyRetention()).toBe(7);
  });

  it('moves nobody to before what is there', async () => {
    await publish(10);
    await age(6, 2);
    await log.applyRetention();
    await log.seek('back', 'kept', 0, 0n);
    expect(await log.positions('back', ['kept'])).toMatchObject([{ committed: 6n }]);
    await expect(log.seek('back', 'kept', 0, 11n)).rejects.toThrow('not within');
  });

  it('takes many records away chunk by chunk, and continues to count', async () => {
    await publish(4_500);
    await age(4_500, 2);
    expect(await log.applyRetention()).toBe(4_500);
    await publish(1);
    expect(await offsets()).toEqual([4_500]);
  });

  it('creates its tables once when many processes start on an empty database', async () => {
    const empty = await testDatabase('empty');
    const logs = Array.from({ length: 6 }, () => createPostgresEventLog({ url: empty.url }));
    await Promise.all(logs.map((each) => each.ensureTopics([{ name: 't', partitions: 4 }])));
    expect(await logs[0]!.positions('g', ['t'])).toHaveLength(4);
    await Promise.all(logs.map((each) => each.close()));
    await empty.drop();
  });
});
