import {
  eventually,
  MemoryEventLog,
  openHop,
  testDatabase,
  type Hop,
  type TestDatabase,
} from '@handrail/testing';
import { Client } from 'pg';
import { OUTBOX_SLOTS } from './outbox.js';
import { CLAIM, prepareSession } from './relay.js';

// Real: PostgreSQL, and the relay's session and statement; the rows are made by the test.
const SLOTS = Array.from({ length: OUTBOX_SLOTS }, (_, slot) => slot);
const FLOOD = 20_000;

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

describe("the relay's claim", () => {
  let database: TestDatabase;
  let hop: Hop;
  let session: Client;

  beforeEach(async () => {
    database = await testDatabase('relay');
    hop = await openHop({ databaseUrl: database.url, eventLog: new MemoryEventLog() });
    session = new Client({ connectionString: database.url });
    await session.connect();
    await prepareSession(session);
  });
  afterEach(async () => {
    await session.end();
    await hop.close();
    await database.drop();
  });

  const claim = async () => (await session.query({ ...CLAIM, values: [SLOTS] })).rows.length;
  const blocksOfOneClaim = async () => {
    const { rows } = await session.query<{ 'QUERY PLAN': Array<{ Plan: Plan }> }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE ${CLAIM.name}('{${SLOTS.join()}}')`,
    );
    const { Plan: plan } = rows[0]!['QUERY PLAN'][0]!;
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  };

  it('does not read a flood again once it is published', async () => {
    // The plan is made while the table is empty, as that of a relay is which waits for its first row.
    for (let n = 0; n < 8; n += 1) expect(await claim()).toBe(0);
    await hop.dataSource.query(
      `INSERT INTO outbox (event_id, slot, key, lane_version, ordinal, topic, headers, payload)
       SELECT gen_random_uuid(), n % ${OUTBOX_SLOTS}, n::text, 1, 0, 't', '{}', '{}'
       FROM generate_series(1, ${FLOOD}) AS n`,
    );
    expect(await claim()).toBe(500);
    await hop.dataSource.query('UPDATE outbox SET published_at = clock_timestamp()');

    const [size] = await hop.dataSource.query<Array<{ blocks: number }>>(
      `SELECT pg_relation_size('outbox')::int / current_setting('block_size')::int AS blocks`,
    );
    // Not at the first try only when a statistics worker happens to look at the table just now.
    await eventually(async () => (await blocksOfOneClaim()) < size!.blocks / 2, {
      what: 'a claim that passes over what was published',
    });
    expect(await claim()).toBe(0);
  });
});
