import { rewindGroup, withDatabase } from '@handrail/platform';
import { testServerUrl } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { minutesAgo, Network, patient } from './network.js';

// Real: intake, assessment, scheduling, outcomes, their databases and the Postgres log. One database is put back to what
// it was before, as from a backup, while the log and the others go on.
let network: Network;
let database: DataSource;

beforeAll(async () => {
  network = await Network.start();
  await network.openProgram(3);
  const name = `${network.services.databasePrefix}assessment`;
  const url = withDatabase(testServerUrl(), name);
  database = await new DataSource({ type: 'postgres', url }).initialize();
});
afterAll(async () => {
  await database?.destroy();
  await network.stop();
});

const TABLES = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'audit_entry'`;
const tables = async () =>
  (await database.query<Array<{ name: string }>>(TABLES)).map(({ name }) => name);

/** Those a row is written by: what the database works out itself is not. */
async function columnsOf(table: string): Promise<string> {
  const rows = await database.query<Array<{ name: string }>>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  return rows.map(({ name }) => `"${name}"`).join(', ');
}

async function backUp(): Promise<void> {
  await database.query('CREATE SCHEMA older');
  for (const name of await tables())
    await database.query(`CREATE TABLE older.${name} AS TABLE public.${name}`);
}

async function restore(): Promise<void> {
  const names = await tables();
  await database.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(`TRUNCATE ${names.join(', ')}`);
    for (const name of names) {
      const columns = await columnsOf(name);
      await tx.query(
        `INSERT INTO public.${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM older.${name}`,
      );
    }
  });
}

describe('a database that was restored while the log went on', () => {
  it('knows again what it had lost, under the same ids, and nothing happens twice', async () => {
    const [before, after] = [patient(1), patient(2)];
    await network.discharged(before, minutesAgo(120));
    const beforeId = await network.personId(before);
    await network.placed(beforeId, 'confirmed');
    await network.settled();
    await backUp();
    await network.discharged(after, minutesAgo(60));
    const afterId = await network.personId(after);
    await network.placed(afterId, 'confirmed');
    await network.settled();
    const seen = async (personId: string) => ({
      reassessments: await network.reassessments(personId),
      placements: await network.placements(personId),
    });
    const known = [await seen(beforeId), await seen(afterId)];
    expect(known[1]!.reassessments).toHaveLength(1);

    const parts = { database, eventLog: network.services.log() };
    const attempted = rewindGroup('assessment', parts, true);
    await expect(attempted).resolves.toEqual([]);
    await network.services.restart('assessment', async () => {
      await restore();
      const shown = await rewindGroup('assessment', parts, false);
      expect(shown.length).toBeGreaterThan(0);
      const moved = await rewindGroup('assessment', parts, true);
      expect(moved).toEqual(shown);
      expect(await rewindGroup('assessment', parts, true)).toEqual([]);
    });
    await network.settled();
    expect([await seen(beforeId), await seen(afterId)]).toEqual(known);
    const parked = await network.items('assessment', '/v1/parked');
    expect(parked).toEqual([]);
  }, 120_000);
});
