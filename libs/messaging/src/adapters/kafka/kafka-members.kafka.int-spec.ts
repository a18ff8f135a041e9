import { randomBytes } from 'node:crypto';
import {
  describeOnKafka,
  eventually,
  kafkaSecurityOfRun,
  spawnMember,
  type SpawnedMember,
} from '@handrail/testing';
import type { LogRecord, NewRecord } from '../../log/event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import type { KafkaEventLogOptions } from './kafka-options.js';
import { TEST_TIMING } from './test-timing.js';

const unique = (word: string) => `${word}-${randomBytes(5).toString('hex')}`;
const record = (topic: string, key: string, value = 'x'): NewRecord => ({
  topic,
  key,
  value: Buffer.from(value),
  headers: {},
});

describeOnKafka('members of a Kafka group', (brokers) => {
  const logs: KafkaEventLog[] = [];
  const members: SpawnedMember[] = [];
  const connect = (more: Partial<KafkaEventLogOptions> = {}) => {
    const log = new KafkaEventLog({
      brokers,
      clientId: 'spec',
      timing: TEST_TIMING,
      ...kafkaSecurityOfRun(),
      ...more,
    });
    logs.push(log);
    return log;
  };
  const spawned = (settings: Omit<Parameters<typeof spawnMember>[0], 'brokers'>) => {
    const member = spawnMember({ brokers, ...settings });
    members.push(member);
    return member;
  };
  const topicOf = async (log: KafkaEventLog, partitions: number) => {
    const name = unique('topic');
    await log.ensureTopics([{ name, partitions }]);
    return name;
  };

  afterEach(async () => {
    await Promise.all(members.splice(0).map((member) => member.end()));
    await Promise.all(logs.splice(0).map((log) => log.close()));
  });

  it('a process that was frozen while its partition was given away cannot commit', async () => {
    // The group waits for the successor's batch, which is held, when the frozen one comes back.
    const log = connect({ timing: { ...TEST_TIMING, rebalanceTimeoutMs: 30_000 } });
    const [topic, group] = [await topicOf(log, 1), unique('group')];
    await log.publish([record(topic, 'k'), record(topic, 'k')]);
    const frozen = spawned({ group, topic, hold: true, timing: TEST_TIMING });
    await frozen.says('batch 2');
    frozen.signal('SIGSTOP');

    const taken: LogRecord[] = [];
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const successor = await log.subscribe({
      group,
      topics: [topic],
      maxBatch: 1,
      concurrency: 1,
      onBatch: async (batch) => {
        taken.push(...batch.records);
        if (taken.length === 1) return;
        const alive = setInterval(() => void batch.heartbeat(), 300);
        await released;
        clearInterval(alive);
      },
    });
    await eventually(() => taken.length > 1, { what: 'the successor to get the records' });
    frozen.signal('SIGCONT');
    frozen.go();

    await frozen.says('stale');
    const [position] = await log.positions(group, [topic]);
    expect(position).toMatchObject({ committed: 1n, end: 2n });
    release();
    await successor.stop();
    await log.publish([record(topic, 'k')]);
    // The woken process goes on as an ordinary member.
    await frozen.says('fresh');
    await eventually(async () => (await log.positions(group, [topic]))[0]?.committed === 3n);
  });

  it('a killed process that starts again under its name gets its partitions back at once', async () => {
    const log = connect();
    const [topic, group] = [await topicOf(log, 3), unique('group')];
    await log.publish([record(topic, 'k')]);
    const patient = { sessionTimeoutMs: 30_000 };
    const identity = { group, topic, instanceId: 'host:3001', timing: patient };
    const killed = spawned({ ...identity, hold: true });
    await killed.says('joined 3');
    await killed.says('batch 1');
    await killed.end();

    const again = spawned(identity);
    await again.says('joined 3', 15_000);
    await again.says('batch 1');
    await eventually(async () =>
      (await log.positions(group, [topic])).every(({ committed, end }) => committed === end),
    );
  });

  it('does not commit a batch whose handler was told that it is stale and gave up', async () => {
    const log = connect();
    const [topic, group] = [await topicOf(log, 1), unique('group')];
    await log.publish([record(topic, 'k')]);
    let started: () => void = () => undefined;
    const handling = new Promise<void>((resolve) => (started = resolve));
    const subscription = await log.subscribe({
      group,
      topics: [topic],
      maxBatch: 10,
      concurrency: 1,
      onBatch: async (batch) => {
        started();
        await eventually(() => batch.isStale());
      },
    });
    await handling;
    await subscription.stop();
    expect(await log.positions(group, [topic])).toMatchObject([{ committed: 0n, end: 1n }]);
  });

  it('gives the same partitions of all topics to the same member', async () => {
    const [first, second] = [connect(), connect()];
    const topics = [await topicOf(first, 6), await topicOf(first, 6)];
    const group = unique('group');
    const options = { group, topics, maxBatch: 10, concurrency: 2, onBatch: async () => undefined };
    const members = await Promise.all([first.subscribe(options), second.subscribe(options)]);
    const partitionsOf = (member: number, topic: number) =>
      members[member]!.assignments()
        .filter((assignment) => assignment.topic === topics[topic])
        .map(({ partition }) => partition)
        .sort();
    await eventually(() => partitionsOf(0, 0).length === 3 && partitionsOf(1, 0).length === 3);
    for (const member of [0, 1]) expect(partitionsOf(member, 0)).toEqual(partitionsOf(member, 1));
  });

  it('a member that now reads another topic as well gets its partitions', async () => {
    const log = connect();
    const topics = [await topicOf(log, 2), await topicOf(log, 2)];
    const group = unique('group');
    const options = { group, maxBatch: 10, concurrency: 2, onBatch: async () => undefined };
    const before = connect({ instanceId: 'host:3002' });
    await before.subscribe({ ...options, topics: topics.slice(0, 1) });
    await before.close();
    const after = await connect({ instanceId: 'host:3002' }).subscribe({ ...options, topics });
    expect(after.assignments()).toHaveLength(4);
  });

  it('two subscriptions of one process to one group share its partitions', async () => {
    const log = connect({ instanceId: 'host:3003' });
    const topics = [await topicOf(log, 4)];
    const group = unique('group');
    const options = { group, topics, maxBatch: 10, concurrency: 2, onBatch: async () => undefined };
    const [first, second] = [await log.subscribe(options), await log.subscribe(options)];
    await eventually(() => first.assignments().length === 2 && second.assignments().length === 2);
    expect([first.health(), second.health()]).toEqual([{ ok: true }, { ok: true }]);
  });
});
