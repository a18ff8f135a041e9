import { assessmentService } from '@handrail/assessment';
import { INBOUND_TOPIC, topicOf } from '@handrail/contracts';
import type { EventLog, LogRecord, NewRecord } from '@handrail/messaging';
import { outcomesService } from '@handrail/outcomes';
import { EVENT_LOG, type ServiceDefinition } from '@handrail/platform';
import { eventually, readTopic, startTestServices } from '@handrail/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonCaseStore } from '../../apps/assessment/src/reassessment/person-case.store.js';
import { PersonOutcomesStore } from '../../apps/outcomes/src/person/person-outcomes.store.js';
import { SERVICES } from '../four-services.js';
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

type Database = Pick<EntityManager, 'query'>;

let network: Network;

beforeAll(async () => {
  network = await Network.start();
  await network.openProgram(20);
  await aboutSixPeople();
  await network.settled();
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

/** What a service has read and what it made of it, both as of one moment: a timer may still come. */
const storyOf = (database: DataSource, service: keyof typeof DOCUMENTS) =>
  database.transaction('REPEATABLE READ', async (moment) => ({
    inbox: await moment.query<InboxRow[]>(
      `SELECT event_id, topic, partition, position FROM inbox ORDER BY seq`,
    ),
    before: await decided(moment, service),
  }));

/** Finds the record an inbox row was read from; null for a timer, which comes from no log. */
async function recordsOfTheLog(): Promise<(row: InboxRow) => LogRecord | null> {
  const all = await Promise.all(SERVICES.map((name) => readTopic(network.log(), topicOf(name))));
  const records = new Map(
    all.flat().map((record) => [`${record.topic}/${record.partition}/${record.offset}`, record]),
  );
  return ({ topic, partition, position }) =>
    records.get(`${topic}/${partition}/${position}`) ?? null;
}

/** The topic that is no service's: on one that is, what comes from a timer would be parked as foreign. */
const TIMERS = INBOUND_TOPIC;

interface TimerRow {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly due_at: Date;
  readonly data: object;
  readonly causation_id: string;
  readonly correlation_id: string;
  readonly traceparent: string | null;
}

/** Takes out a timer the new instance has set for itself, in the form in which its handler reads it. */
async function timerOf(database: Database, { event_id }: InboxRow): Promise<NewRecord> {
  const [timers] = await database.query<[TimerRow[], number]>(
    'DELETE FROM timer WHERE id = $1 RETURNING *',
    [event_id],
  );
  expect(timers).toEqual([expect.objectContaining({ id: event_id })]);
  const [{ key, type, data, ...timer }] = timers as [TimerRow];
  const dueAt = timer.due_at.toISOString();
  const headers = {
    ce_specversion: '1.0',
    ce_id: event_id,
    ce_source: 'timer',
    ce_type: type,
    ce_time: dueAt,
    ce_recordedtime: dueAt,
    ce_causationid: timer.causation_id,
    ce_correlationid: timer.correlation_id,
    ...(timer.traceparent ? { ce_traceparent: timer.traceparent } : {}),
  };
  return { topic: TIMERS, key, headers, value: Buffer.from(JSON.stringify(data)) };
}

/** What a service knows of each person: how a document was written follows from what shared a transaction. */
const DOCUMENTS = {
  assessment: { table: 'person_case', store: new PersonCaseStore() },
  outcomes: { table: 'person_outcomes', store: new PersonOutcomesStore() },
} as const;

async function documentsOf(database: Database, name: keyof typeof DOCUMENTS): Promise<unknown> {
  const { table, store } = DOCUMENTS[name];
  const rows = await database.query<Array<{ id: string }>>(
    `SELECT person_id AS id FROM ${table} ORDER BY 1`,
  );
  const ids = rows.map(({ id }) => id);
  const documents: Map<string, unknown> = await store.load(database, ids);
  return ids.map((id) => documents.get(id));
}

/** Everything a service decided: its tables, its timers, and what it told in order per key. */
async function decided(
  database: Database,
  service: keyof typeof DOCUMENTS,
): Promise<Record<string, unknown>> {
  const { table } = DOCUMENTS[service];
  const tables = await database.query<Array<{ name: string }>>(
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = 'public'
       AND tablename NOT IN ('inbox', 'outbox', 'lane', 'migrations', $1, $2)`,
    [table, `${table}_change`],
  );
  const found: Record<string, unknown> = {
    documents: await documentsOf(database, service),
    inbox: await database.query('SELECT event_id, disposition, reason FROM inbox ORDER BY 1'),
    lane: await database.query('SELECT key, held_because, merged_into FROM lane ORDER BY key'),
    events: await database.query(
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
 * Feeds the recorded inbox to a new instance, one event after the other, many of them twice. It sets
 * its timers itself; each is handed to it where it came due the first time. The clock has no part in
 * it, because it would not let them come between the same events again.
 */
async function replay(
  definition: ServiceDefinition,
  name: keyof typeof DOCUMENTS,
  inbox: readonly InboxRow[],
) {
  const recordOf = await recordsOfTheLog();
  const listening = { ...definition, consumes: [...definition.consumes, TIMERS] };
  const services = await startTestServices([listening], { HANDRAIL_ROLES: 'http,consumer' });
  const { app } = services.service(definition.name);
  const [log, database] = [app.get<EventLog>(EVENT_LOG), app.get(DataSource)];
  try {
    for (const [at, row] of inbox.entries()) {
      const again = at % 3 === 0 ? inbox.slice(Math.max(0, at - 2), at) : [];
      const repeated = again.map(recordOf).filter((record) => record !== null);
      await log.publish([...repeated, recordOf(row) ?? (await timerOf(database, row))]);
      await eventually(async () => (await database.query(SEEN, [row.event_id])).length > 0, {
        withinMs: 20_000,
        everyMs: 5,
        what: `event ${at} of ${inbox.length} to be applied`,
      });
    }
    return await decided(database, name);
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
      const { inbox, before } = await storyOf(network.database(name), name);
      const { merges, ...tables } = least;
      for (const [table, rows] of Object.entries(tables))
        expect((before[table] as unknown[]).length).toBeGreaterThanOrEqual(rows);
      const merged = (before['lane'] as Array<{ merged_into: string | null }>).filter(
        (lane) => lane.merged_into,
      );
      expect(merged).toHaveLength(merges);

      expect(await replay(service, name, inbox)).toEqual(before);
    }, 120_000);
  },
);
