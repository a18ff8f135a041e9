import { randomUUID } from 'node:crypto';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { ReadModelRetention } from './retention.js';

// Real: the console, its database and the plans that PostgreSQL makes for what pages ask.
const EVENTS = 30_000;

const FILL = `
  INSERT INTO recent_event (id, type, service, key, person_id, time, recorded_time, causation_id, correlation_id,
    source, outcome, data)
  SELECT gen_random_uuid(), 'handrail.intake.stay-started.v1', 'intake', 'p' || n % 3000,
    md5((n % 3000)::text)::uuid, now(), now(), md5(n::text), md5((n / 3)::text), 'handrail/intake', 'none', '{}'
  FROM generate_series(1, ${EVENTS}) AS n`;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Plan Rows': number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('what pages ask of the events that are kept', () => {
  let subject: ConsoleUnderTest;
  const asked: Array<readonly [sql: string, params: readonly unknown[]]> = [];

  beforeAll(async () => {
    subject = await ConsoleUnderTest.start();
    const { database } = subject;
    await database.query(FILL);
    await database.query('ANALYZE recent_event');
    const query = database.query.bind(database);
    database.query = (sql: string, params?: unknown[]) => {
      asked.push([sql, params ?? []]);
      return query(sql, params);
    };
  });
  afterAll(() => subject.stop());
  beforeEach(() => (asked.length = 0));

  /** The ways in which the statements of a request go through the events. */
  async function scansOf(request: () => Promise<unknown>): Promise<string[]> {
    await request();
    const statements = [...asked].filter(([sql]) => /\brecent_event\b/.test(sql));
    expect(statements).not.toEqual([]);
    const nodes: PlanNode[] = [];
    for (const [sql, params] of statements) {
      const [row] = await subject.database.query<[{ 'QUERY PLAN': readonly [{ Plan: PlanNode }] }]>(
        `EXPLAIN (FORMAT JSON) ${sql}`,
        [...params],
      );
      nodes.push(...nodesOf(row['QUERY PLAN'][0].Plan));
    }
    return nodes
      .filter((node) => node['Relation Name'] === 'recent_event')
      .map((node) => node['Node Type']);
  }

  it.each([
    ['the short form of a person', '/v1/console/search?q=0badcafe'],
    ['the id of a person or an event', `/v1/console/search?q=${randomUUID()}`],
    ['the overview', '/v1/console/overview?tz=UTC'],
    ['the newest events', '/v1/console/events?limit=50'],
    [
      'the newest events of a kind',
      '/v1/console/events?limit=50&type=handrail.intake.stay-started.v1',
    ],
    ['persons heard of last', '/v1/console/persons'],
  ])('%s: is found by an index', async (_name, path) => {
    const scans = await scansOf(async () => expect((await subject.get(path)).status).toBe(200));
    expect(scans).not.toContain('Seq Scan');
  });

  it('the oldest are taken away by their numbers, and none is counted', async () => {
    const scans = await scansOf(() => subject.provider(ReadModelRetention).sweep());
    expect(scans).not.toContain('Seq Scan');
    const [kept] = await subject.database.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM recent_event',
    );
    expect(kept.count).toBe(EVENTS);
  });
});
