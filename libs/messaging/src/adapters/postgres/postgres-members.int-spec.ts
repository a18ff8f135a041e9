import { setTimeout as sleep } from 'node:timers/promises';
import {
  eventually,
  freePort,
  spawnMember,
  startRestartableServer,
  testDatabase,
  type SpawnedMember,
  type TestDatabase,
} from '@handrail/testing';
import type { LogRecord, NewRecord } from '../../log/event-log.js';
import { createPostgresEventLog, type PostgresEventLog } from './index.js';

const TIMING = { leaseMs: 1_500, silenceMs: 1_500, heartbeatMs: 300 };
const record = (topic: string, key = 'k'): NewRecord => ({
  topic,
  key,
  value: Buffer.from('x'),
  headers: {},
});
const idle = { maxBatch: 10, concurrency: 2, onBatch: () => Promise.resolve() };

// What the suite of the port cannot ask for: processes of their own, and what only this log promises.
describe('members of a group on PostgreSQL', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  const logs: PostgresEventLog[] = [];
  const members: SpawnedMember[] = [];
  let topic = 'topic-0';
  /** Lets a handler go on that a test holds; a failing test must not hang its client. */
  let release = (): void => undefined;

  const connect = (timing: object = TIMING) => {
    const created = createPostgresEventLog({ url: database.url, ...timing });
    logs.push(created);
    return created;
  };
  const spawned = (group: string, timing: object = TIMING, hold = true) => {
    const member = spawnMember({ logUrl: database.url, group, topic, hold, timing });
    members.push(member);
    return member;
  };

  beforeAll(async () => {
    database = await testDatabase('log');
  });
  beforeEach(async () => {
    topic = `topic-${Math.random()}`;
    log = connect();
    await log.ensureTopics([{ name: topic, partitions: 3 }]);
  });
  afterEach(async () => {
    release();
    await Promise.all(members.splice(0).map((member) => member.end()));
    await Promise.all(logs.splice(0).map((each) => each.close()));
  });
  afterAll(() => database.drop());

  it('a process that was frozen while its partition was given away cannot commit', async () => {
    await log.publish([record(topic), record(topic)]);
    const frozen = spawned('frozen');
    await frozen.says('batch 2');
    frozen.signal('SIGSTOP');
    const taken: LogRecord[] = [];
    const successor = await log.subscribe({
      ...idle,
      group: 'frozen',
      topics: [topic],
      onBatch: async (batch) => {
        taken.push(...batch.records);
        const done = new Promise<void>((resolve) => (release = resolve));
        const alive = setInterval(() => void batch.heartbeat(), 300);
        await done;
        clearInterval(alive);
      },
    });
    await eventually(() => taken.length === 2, { what: 'the successor to get the records' });
    frozen.signal('SIGCONT');
    frozen.go();
    await frozen.says('stale');
    await sleep(300);
    const committed = async () =>
      (await log.positions('frozen', [topic])).map((p) => p.committed).filter((at) => at > 0n);
    expect(await committed()).toEqual([]);
    release();
    await eventually(async () => (await committed())[0] === 2n, { what: 'the commit' });
    await successor.stop();
    await log.publish([record(topic)]);
    // The woken process goes on as an ordinary member.
    await frozen.says('fresh');
  });

  it('a killed process is replaced at once, long before its lease ends', async () => {
    const patient = { leaseMs: 60_000, silenceMs: 60_000, heartbeatMs: 300 };
    await log.publish([record(topic)]);
    const killed = spawned('killed', patient);
    await killed.says('joined 3');
    await killed.says('batch 1');
    await killed.end();
    const successor = await connect(patient).subscribe({
      ...idle,
      group: 'killed',
      topics: [topic],
    });
    // Both waits end long before the lease does.
    await eventually(() => successor.assignments().length === 3, { what: 'the partitions' });
    await eventually(async () =>
      (await log.positions('killed', [topic])).every((p) => p.committed === p.end),
    );
  });

  it('is told of new records: nothing waits for the next look', async () => {
    const unhurried = { leaseMs: 120_000, heartbeatMs: 60_000 };
    const seen: LogRecord[] = [];
    const reader = await connect(unhurried).subscribe({
      ...idle,
      group: 'told',
      topics: [topic],
      onBatch: ({ records }) => Promise.resolve(void seen.push(...records)),
    });
    const publisher = connect(unhurried);
    for (const n of [1, 2, 3, 4]) {
      await publisher.publish([record(topic, `key-${n}`)]);
      await eventually(() => seen.length === n, { what: `record ${n}` });
    }
    await reader.stop();
  });

  it('finds by itself what nobody told it of', async () => {
    const seen: LogRecord[] = [];
    await log.subscribe({
      ...idle,
      group: 'untold',
      topics: [topic],
      onBatch: ({ records }) => Promise.resolve(void seen.push(...records)),
    });
    // As a publisher does that dies between its commit and its notification.
    const pg = await import('pg');
    const client = new pg.default.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `SELECT log_publish(ARRAY[p.id], ARRAY[1], ARRAY[p.id], ARRAY[0], ARRAY['k'],
         ARRAY['\\x01'::bytea], ARRAY['{}']) FROM log_partition AS p WHERE topic = $1 LIMIT 1`,
      [topic],
    );
    await client.end();
    await eventually(() => seen.length === 1, { what: 'the record' });
  });

  it('is unhealthy while its server is away, and healthy again after', async () => {
    const server = await startRestartableServer();
    const own = createPostgresEventLog({ url: server.url, ...TIMING });
    await own.ensureTopics([{ name: topic, partitions: 1 }]);
    const reader = await own.subscribe({ ...idle, group: 'g', topics: [topic] });
    expect(reader.health()).toEqual({ ok: true });
    const restarted = server.restart();
    await eventually(() => !reader.health().ok, { what: 'the reader to notice' });
    expect(reader.health().why).toBe('the event log does not answer');
    await restarted;
    await eventually(() => reader.health().ok, { what: 'the reader to recover' });
    await expect(own.ping()).resolves.toBeUndefined();
    await own.close();
    await server.close();
  });

  it('says so when there is no server, and when there is no topic', async () => {
    const nowhere = createPostgresEventLog({
      url: `postgres://nobody@127.0.0.1:${await freePort()}/log`,
    });
    await expect(nowhere.ping()).rejects.toThrow('ECONNREFUSED');
    await expect(nowhere.subscribe({ ...idle, group: 'g', topics: [topic] })).rejects.toThrow(
      'ECONNREFUSED',
    );
    await nowhere.close();
    await expect(log.publish([record('no-such-topic')])).rejects.toThrow('no topic');
    await expect(log.subscribe({ ...idle, group: 'g', topics: ['none'] })).rejects.toThrow(
      'no topic "none"',
    );
  });
});
