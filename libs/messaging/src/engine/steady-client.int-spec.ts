import {
  openBlackHole,
  testDatabase,
  testServerUrl,
  type BlackHole,
  type TestDatabase,
} from '@handrail/testing';
import pg from 'pg';
import { inTransaction, withRetries } from './pool.js';
import { SteadyClient, steadyConnection } from './steady-client.js';
import { CommitUnknownError, isTransient } from './transient.js';

// Real: PostgreSQL, node-postgres, and a stretch of network in which packets vanish.
const LIMITS = steadyConnection({ connectMs: 300, statementMs: 400, answerMs: 500 });

describe('a connection to a database that cannot be reached any more', () => {
  let database: TestDatabase;
  let network: BlackHole;
  let settings: pg.PoolConfig;
  let pool: pg.Pool;

  beforeEach(async () => {
    database = await testDatabase('steady');
    const { hostname, port } = new URL(testServerUrl());
    network = await openBlackHole({ server: { host: hostname, port: Number(port) } });
    const through = new URL(database.url);
    through.host = `127.0.0.1:${network.port}`;
    settings = { ...LIMITS, connectionString: through.href, Client: SteadyClient };
    pool = new pg.Pool({ ...settings, max: 6 });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE kept (n int)');
  });
  afterEach(async () => {
    await pool.end();
    await network.close();
    await database.drop();
  });

  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('ends a query without an answer, whatever waits behind it, and the connection', async () => {
    const client = new SteadyClient(settings);
    await client.connect();
    network.swallow();
    const failures = await Promise.all([
      failureOf(client.query('SELECT 1')),
      failureOf(client.query('SELECT 2')),
    ]);
    expect(failures.map(isTransient)).toEqual([true, true]);
    network.heal();
    expect(isTransient(await failureOf(client.query('SELECT 3')))).toBe(true);
    await client.end();
  });

  it('ends without the answer to its farewell', async () => {
    const client = new SteadyClient(settings);
    await client.connect();
    network.swallow();
    await client.end();
  });

  it('fails for a while, in a way that is tried again, where nothing can be opened', async () => {
    network.swallow();
    const alone = await failureOf(new SteadyClient(settings).connect());
    const pooled = await failureOf(new pg.Pool({ ...settings, max: 1 }).query('SELECT 1'));
    expect([alone, pooled].map(isTransient)).toEqual([true, true]);
  });

  it('costs one wait, not one for every connection of the pool that leads nowhere', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => pool.connect()));
    for (const client of all) client.release();
    network.swallow();
    expect(isTransient(await failureOf(pool.query('SELECT 1')))).toBe(true);
    network.heal();
    for (let n = 1; n <= 6; n += 1) expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  });

  it('leaves a connection alone that another server, or this one since, has answered', async () => {
    const direct = new SteadyClient({ ...LIMITS, connectionString: database.url });
    await direct.connect();
    network.swallow();
    await failureOf(pool.query('SELECT 1'));
    expect((await direct.query('SELECT 1')).rowCount).toBe(1);
    await direct.end();
  });

  it('says of a commit without an answer that its outcome is not known', async () => {
    const error = await failureOf(
      inTransaction(pool, async (tx) => {
        await tx.query('INSERT INTO kept VALUES (1)');
        network.swallow();
      }),
    );
    expect(error).toBeInstanceOf(CommitUnknownError);
    network.heal();
    expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  });

  it('repeats work that recognises itself until the network is back, and no other', async () => {
    let attempts = 0;
    const attempt = () =>
      inTransaction(pool, async (tx) => {
        await tx.query('INSERT INTO kept VALUES (2)');
        if ((attempts += 1) === 1) network.swallow();
      });
    const beforeRetry = () => {
      network.heal();
      return true;
    };
    const retries = (unknownCommitIsSafe: boolean) =>
      withRetries(attempt, { unknownCommitIsSafe, maxAttempts: 50, beforeRetry });
    expect(await failureOf(retries(false))).toBeInstanceOf(CommitUnknownError);
    expect(attempts).toBe(1);
    attempts = 0;
    network.heal();
    await retries(true);
    expect(attempts).toBe(2);
  });
});
