import { testDatabase, type TestDatabase } from '@handrail/testing';
import { Client } from 'pg';
import type { Queryable } from './tx.js';
import { upsert, type Columns } from './upsert.js';

// Real: PostgreSQL and the statements.
interface Stay {
  readonly id: string;
  readonly unit: string | null;
  readonly beds?: number;
  readonly facts?: unknown;
  readonly tags?: readonly string[] | null;
}

const TABLE = `
  CREATE TABLE stay (
    id text PRIMARY KEY, unit text, beds int, facts jsonb, tags text[], revision int DEFAULT 1)`;

const COLUMNS: Columns<Stay> = {
  id: ['text', ({ id }) => id],
  unit: ['text', ({ unit }) => unit],
  beds: ['int', ({ beds }) => beds],
  facts: ['jsonb', ({ facts }) => facts],
  tags: ['text[]', ({ tags }) => tags],
};

describe('a bulk statement', () => {
  let database: TestDatabase;
  let client: Client;
  const statements: string[] = [];
  const db: Queryable = {
    async query<R>(sql: string, params: readonly unknown[] = []) {
      statements.push(sql);
      return (await client.query(sql, [...params])).rows as R[];
    },
  };

  beforeAll(async () => {
    database = await testDatabase('upsert');
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(TABLE);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  beforeEach(async () => {
    await client.query('TRUNCATE stay');
    statements.length = 0;
  });

  const rows = async () =>
    (await client.query('SELECT id, unit, beds, facts, tags FROM stay ORDER BY id')).rows;
  const old: Stay = { id: 'a', unit: 'old', beds: 1, facts: { n: 1 }, tags: ['x'] };
  const none = { unit: null, beds: null, facts: null, tags: null };

  it('writes every type of column, and null for what a row has nothing of', async () => {
    const awkward = ['', 'NULL', 'a,b', '{c}', '"d"\\', 'é\n'];
    const full = { id: 'a', unit: 'null', beds: 0, facts: { texts: awkward }, tags: awkward };
    await upsert('stay', COLUMNS, { key: 'id' })(db, [
      full,
      { id: 'b', unit: null },
      { id: 'c', unit: null, tags: [] },
      { id: 'd', unit: null, facts: [] },
    ]);
    expect(await rows()).toEqual([
      full,
      { id: 'b', ...none },
      { id: 'c', ...none, tags: [] },
      { id: 'd', ...none, facts: [] },
    ]);
  });

  it('overwrites a row of the same key, and adds the others', async () => {
    const save = upsert('stay', COLUMNS, { key: 'id' });
    await save(db, [old]);
    await save(db, [
      { id: 'a', unit: 'new' },
      { id: 'b', unit: 'b' },
    ]);
    expect(await rows()).toEqual([
      { id: 'a', ...none, unit: 'new' },
      { id: 'b', ...none, unit: 'b' },
    ]);
  });

  it('leaves a row that is there alone where it keeps all', async () => {
    const add = upsert('stay', COLUMNS, { key: 'id', keeps: 'all' });
    await add(db, [old]);
    await add(db, [{ id: 'a', unit: 'new' }]);
    expect(await rows()).toEqual([old]);
  });

  it('keeps, fills and sets single columns of a row that is there', async () => {
    const save = upsert('stay', COLUMNS, {
      key: ['id'],
      keeps: ['unit'],
      fills: ['beds', 'facts'],
      sets: { revision: 'stay.revision + 1', tags: 'stay.tags || excluded.tags' },
    });
    await save(db, [old]);
    await save(db, [{ id: 'a', unit: 'new', facts: { n: 2 }, tags: ['y'] }]);
    expect(await rows()).toEqual([{ ...old, facts: { n: 2 }, tags: ['x', 'y'] }]);
    const { rows: revisions } = await client.query('SELECT revision FROM stay');
    expect(revisions).toEqual([{ revision: 2 }]);
  });

  it('runs nothing for no rows, and few statements of one text for many', async () => {
    const save = upsert('stay', COLUMNS, { key: 'id' });
    await save(db, []);
    expect(statements).toEqual([]);
    const many = Array.from({ length: 600 }, (_, at) => ({ id: `${at}`, unit: `${at}` }));
    await save(db, many);
    expect(await rows()).toHaveLength(600);
    expect(statements).toHaveLength(3);
    expect(new Set(statements).size).toBe(1);
  });

  it('is planned by the server like the same statement written by hand', async () => {
    const byHand = `
      INSERT INTO stay (id, unit, beds, facts)
      SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::jsonb[])
      ON CONFLICT (id) DO UPDATE SET
        unit = excluded.unit, beds = excluded.beds, facts = excluded.facts`;
    const { tags: _, ...plain } = COLUMNS;
    await upsert('stay', plain, { key: 'id' })(db, [old]);
    expect(await planOf(statements[0]!)).toEqual(await planOf(byHand));
  });

  async function planOf(sql: string): Promise<unknown[]> {
    await client.query(`PREPARE measured AS ${sql}`);
    try {
      const arrays = `'{a,b}', '{a,b}', '{1,2}', ARRAY['{}', '{}']::jsonb[]`;
      const plan = await client.query(`EXPLAIN (COSTS OFF) EXECUTE measured(${arrays})`);
      return plan.rows.map((row) => String(row['QUERY PLAN']).replace(/ on (new|unnest)$/, ''));
    } finally {
      await client.query('DEALLOCATE measured');
    }
  }

  it('refuses options about columns that it does not write', () => {
    expect(() => upsert('stay', COLUMNS, { key: 'number' })).toThrow(
      'stay is written without number',
    );
    expect(() => upsert('stay', COLUMNS, { key: 'id', keeps: ['bed'] })).toThrow('without bed');
  });
});
