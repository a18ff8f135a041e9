import { assessmentService } from '@handrail/assessment';
import { topicOf } from '@handrail/contracts';
import type { EventLog, LogRecord } from '@handrail/messaging';
import { outcomesService } from '@handrail/outcomes';
import { EVENT_LOG, type ServiceDefinition } from '@handrail/platform';
import { eventually, readTopic, startTestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { minutesAgo, Network, patient } from './network.js';

// Real: the four services with their databases and the Postgres log; then each service under test once
// more, alone, on empty databases and an empty log.
const daysAgo = (days: number) => minutesAgo(days * 24 * 60);

interface InboxRow {
  readonly event_id: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
}

let network: Network;
let records: ReadonlyMap<string, LogRecord>;

beforeAll(async () => {
  network = await Network.start();
  await network.openProgram(20);
  await aboutSixPeople();
  await network.settled();
  const topics = (['intake', 'assessment', 'scheduling', 'outcomes'] as const).map(topicOf);
  const all = await Promise.all(topics.map((topic) => readTopic(network.log(), topic)));
  records = new Map(all.flat().map((one) => [`${one.topic}/${one.partition}/${one.offset}`, one]));
}, 120_000);
afterAll(() => network.stop());

/** Something of everything: placed, taken back, merged while placed, and returned to use. */
async function aboutSixPeople(): Promise<void> {
  for (let n = 1; n <= 5; n += 1) await network.discharged(patient(n), minutesAgo(100 - n * 10));
  await network.returnedToUse(patient(6), daysAgo(9));
  await network.returnedToUse(patient(6), daysAgo(2));
  await network.placed(await network.personId(patient(2)), 'confirmed');
  await network.adt('A13', minutesAgo(20), patient(1), network.visit(patient(1), 'DETOX'));
  await network.merge(patient(3), patient(2), minutesAgo(10));
  await network.merge(patient(6), patient(4), minutesAgo(5));
  await network.rated(patient(2), minutesAgo(1));
  await network.returnedToUse(patient(4), minutesAgo(1));
}

const inboxOf = (database: DataSource): Promise<InboxRow[]> =>
  database.query(`SELECT event_id, topic, partition, position FROM inbox ORDER BY seq`);

const recordOf = ({ topic, partition, position }: InboxRow): LogRecord[] => {
  const record = records.get(`${topic}/${partition}/${position}`);
  return record ? [record] : [];
};

/** Everything a service decided: its tables, its timers, and what it told in order per key. */
async function decided(database: DataSource): Promise<Record<string, unknown>> {
  const tables = await database.query<Array<{ name: string }>>(
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename NOT IN ('inbox', 'outbox', 'lane', 'migrations')`,
  );
  const found: Record<string, unknown> = {
    inbox: await database.query('SELECT event_id, disposition, reason FROM inbox ORDER BY 1'),
    lane: await database.query('SELECT key, held_because, merged_into FROM lane ORDER BY key'),
    told: await database.query(
      'SELECT key, event_id, headers, payload FROM outbox ORDER BY key, seq',
    ),
  };
  for (const { name } of tables)
    found[name] = await database.query(
      `SELECT to_jsonb(t) AS row FROM "${name}" t ORDER BY to_jsonb(t)::text COLLATE "C"`,
    );
  return found;
}

/**
 * Feeds the recorded inbox to a new instance, one event after the other, many of them twice. Timers it
 * sets itself; those that came due the first time have to come due again.
 */
async function replay(definition: ServiceDefinition, inbox: readonly InboxRow[]) {
  const services = await startTestServices([definition], {
    HANDRAIL_ROLES: 'http,consumer,timers',
  });
  const { app } = services.service(definition.name);
  const [log, database] = [app.get<EventLog>(EVENT_LOG), app.get(DataSource)];
  try {
    for (const [at, row] of inbox.entries()) {
      const again = at % 3 === 0 ? inbox.slice(Math.max(0, at - 2), at) : [];
      await log.publish([...again, row].flatMap(recordOf));
      await eventually(async () => (await database.query(SEEN, [row.event_id])).length > 0, {
        withinMs: 20_000,
        everyMs: 5,
        what: 'the event to be applied',
      });
    }
    return await decided(database);
  } finally {
    await services.stop();
  }
}

const SEEN = 'SELECT 1 FROM inbox WHERE event_id = $1';

describe.each([
  ['assessment', assessmentService, { reassessment: 5, merges: 2 }],
  ['outcomes', outcomesService, { journey_item: 40, merges: 2 }],
] as const)(
  'the inbox of %s, read again in its order by a new instance',
  (name, service, least) => {
    it('gives the same state, the same timers and the same event ids', async () => {
      const database = network.database(name);
      const before = await decided(database);
      const inbox = await inboxOf(database);
      const { merges, ...tables } = least;
      for (const [table, rows] of Object.entries(tables))
        expect((before[table] as unknown[]).length).toBeGreaterThanOrEqual(rows);
      const merged = (before['lane'] as Array<{ merged_into: string | null }>).filter(
        (lane) => lane.merged_into,
      );
      expect(merged).toHaveLength(merges);

      expect(await replay(service, inbox)).toEqual(before);
    }, 120_000);
  },
);
