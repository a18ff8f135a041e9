import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ControlledKafka,
  didNotRun,
  eventually,
  startControlledKafka,
  kafkaSecurityOfRun,
} from '@handrail/testing';
import type { LogRecord, NewRecord } from '../../log/event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { TEST_TIMING } from './test-timing.js';

const KEYS = Array.from({ length: 20 }, (_, n) => `person-${n}`);
const unique = (word: string) => `${word}-${randomBytes(5).toString('hex')}`;
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const numberOf = ({ value }: LogRecord) => Number(value!.toString());

function brokerLoss(kafka: ControlledKafka): void {
  let log: KafkaEventLog;

  beforeEach(() => {
    log = new KafkaEventLog({
      brokers: kafka.brokers,
      clientId: 'loss',
      timing: TEST_TIMING,
      ...kafkaSecurityOfRun(),
    });
  });
  afterEach(() => log.close());
  afterAll(() => kafka.close());

  async function topicOf(partitions: number): Promise<string> {
    const name = unique('topic');
    await log.ensureTopics([{ name, partitions }]);
    return name;
  }

  /** Publishes until the log takes it, as the relay does, and counts how often it did not. */
  async function publish(records: readonly NewRecord[]): Promise<number> {
    for (let refused = 0; ; refused += 1) {
      const taken = await log.publish(records).then(
        () => true,
        () => false,
      );
      if (taken) return refused;
      await sleep(200);
    }
  }

  const round = (topic: string, n: number): NewRecord[] =>
    KEYS.map((key) => ({ topic, key, value: Buffer.from(String(n)), headers: {} }));

  async function reader(topic: string) {
    const records: LogRecord[] = [];
    const group = unique('group');
    const subscription = await log.subscribe({
      group,
      topics: [topic],
      maxBatch: 50,
      concurrency: 4,
      onBatch: async (batch) => void records.push(...batch.records),
    });
    return { records, subscription, group };
  }

  it('loses nothing and keeps first appearances in order over a kill under load', async () => {
    const topic = await topicOf(6);
    const { records, subscription, group } = await reader(topic);
    let refused = 0;
    let running = true;
    const killing = (async () => {
      await sleep(300);
      await kafka.control.kill9();
      await sleep(500);
      await kafka.control.start();
      running = false;
    })();
    let rounds = 0;
    for (; running || rounds < 100; rounds += 1) {
      refused += await publish(round(topic, rounds));
      await sleep(10);
    }
    await killing;

    const complete = () => KEYS.every((key) => seenBy(key).length === rounds);
    const seenBy = (key: string) => [
      ...new Set(records.filter((record) => record.key === key).map(numberOf)),
    ];
    await eventually(complete, { withinMs: 60_000, what: 'everything to be read' });
    for (const key of KEYS) expect(seenBy(key)).toEqual(upTo(rounds));
    expect(refused).toBeGreaterThan(0);
    await eventually(() => subscription.health().ok, { withinMs: 20_000 });
    await eventually(async () =>
      (await log.positions(group, [topic])).every(({ committed, end }) => committed === end),
    );
  }, 180_000);

  it('says that a broker which stopped answering is gone, and heals when it is back', async () => {
    const topic = await topicOf(2);
    const { records, subscription } = await reader(topic);
    await publish(round(topic, 0));
    await eventually(() => records.length === KEYS.length);
    await kafka.control.freeze();
    await eventually(() => !subscription.health().ok, { withinMs: 30_000 });
    expect(subscription.health().why).toMatch(/not answered|timed out/);
    await kafka.control.thaw();
    await publish(round(topic, 1));
    await eventually(() => records.filter((r) => numberOf(r) === 1).length >= KEYS.length, {
      withinMs: 30_000,
      what: 'records to be read again',
    });
    await eventually(() => subscription.health().ok, { withinMs: 20_000 });
  }, 120_000);

  it('refuses, stops and waits while the broker is away, then does what was asked', async () => {
    const topic = await topicOf(1);
    const { subscription } = await reader(topic);
    await publish(round(topic, 0));
    await kafka.control.kill9();

    await expect(log.ping()).rejects.toThrow(/ECONN|connect|closed/i);
    await expect(log.publish(round(topic, 1))).rejects.toThrow('Kafka did not take the records');
    // There is no broker to leave the group at: a stop that waited for one would not end.
    await subscription.stop();

    const waiting = reader(topic);
    await kafka.control.start();
    await log.ping();
    await log.publish(round(topic, 1));
    const { records, subscription: late } = await waiting;
    await eventually(() => records.length >= 2 * KEYS.length);
    await eventually(() => late.health().ok);
  }, 120_000);
}

const kafka = await startControlledKafka();
describe('Kafka that is killed, frozen or away', () => {
  if ('unavailable' in kafka) didNotRun(`there is no broker to kill: ${kafka.unavailable}`);
  else brokerLoss(kafka);
});
