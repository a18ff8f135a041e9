import pg from 'pg';
import { testDatabase, type TestDatabase } from '@handrail/testing';
import { inTransaction } from './pool.js';
import { SteadyClient, steadyConnection } from './steady-client.js';
import { execute, type Tx } from './tx.js';

const INSERT = 'INSERT INTO kept (n) VALUES ($1)';

describe('a transaction whose writes nobody waits for', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  const transact = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(pool, work);
  const kept = async () =>
    (await pool.query<{ n: number }>('SELECT n FROM kept ORDER BY n')).rows.map(({ n }) => n);

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({
      ...{ Client: SteadyClient, connectionString: database.url, max: 1 },
      ...steadyConnection(),
    });
    await pool.query('CREATE TABLE kept (n int PRIMARY KEY)');
  });
  beforeEach(() => pool.query('TRUNCATE kept'));
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('does them in order, before whatever is asked next', async () => {
    const seen = await transact(async (tx) => {
      await execute(tx, INSERT, [1]);
      await execute(tx, 'UPDATE kept SET n = n + 1');
      await execute(tx, INSERT, [1]);
      return await tx.query<{ n: number }>('SELECT n FROM kept ORDER BY n');
    });
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await kept()).toEqual([1, 2]);
  });

  it('throws what fails first at the next question, not what follows from it', async () => {
    const failing = transact(async (tx) => {
      await execute(tx, INSERT, [1]);
      await execute(tx, INSERT, [1]);
      await execute(tx, 'SELECT missing FROM kept');
      await tx.query('SELECT 1');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual([]);
  });

  it('does not commit when the last of them fails, and says why', async () => {
    const failing = transact(async (tx) => {
      await execute(tx, INSERT, [1]);
      await execute(tx, INSERT, ['no number']);
    });
    await expect(failing).rejects.toMatchObject({ code: '22P02' });
    expect(await kept()).toEqual([]);
  });

  it('never takes a transaction for committed that the server rolled back', async () => {
    const swallowing = transact(async (tx) => {
      await execute(tx, INSERT, [1]);
      await tx.query('SELECT missing FROM kept').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('the transaction was rolled back');
    expect(await kept()).toEqual([]);
  });

  it('goes on after a savepoint whose writes failed', async () => {
    await transact(async (tx) => {
      await execute(tx, INSERT, [1]);
      await execute(tx, 'SAVEPOINT part');
      await execute(tx, INSERT, [1]);
      await expect(tx.query('RELEASE SAVEPOINT part')).rejects.toMatchObject({ code: '23505' });
      await tx.query('ROLLBACK TO SAVEPOINT part');
      await execute(tx, INSERT, [2]);
    });
    expect(await kept()).toEqual([1, 2]);
  });

  it('leaves the connection fit for the next one, whatever failed', async () => {
    await expect(transact((tx) => execute(tx, 'SELECT missing'))).rejects.toMatchObject({
      code: '42703',
    });
    await transact((tx) => execute(tx, INSERT, [3]));
    expect(await kept()).toEqual([3]);
  });
});
