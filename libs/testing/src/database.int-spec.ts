import pg from 'pg';
import { eventually, testDatabase } from './index.js';

describe('a test database', () => {
  it('is empty, usable and gone after drop', async () => {
    const database = await testDatabase('probe');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const tables = await client.query(
      `SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.rows).toEqual([{ n: 0 }]);
    const { rows } = await client.query(`SELECT lower('ÄÖ') AS text, current_database() AS name`);
    expect(rows).toEqual([{ text: 'äö', name: database.name }]);
    await client.end();

    await database.drop();
    const again = new pg.Client({ connectionString: database.url });
    await expect(again.connect()).rejects.toThrow('does not exist');
  });
});

describe('eventually', () => {
  it('gives what the probe gives at last', async () => {
    let tries = 0;
    const result = await eventually(() => (++tries < 3 ? undefined : `after ${tries}`));
    expect(result).toBe('after 3');
  });

  it('names what it waited for and why the probe failed', async () => {
    const probe = () => expect(1).toBe(2);
    await expect(eventually(probe, { withinMs: 60, what: 'a miracle' })).rejects.toThrow(
      /^Timed out after 60 ms waiting for a miracle\.\nLast failure: /,
    );
  });
});
