import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureDatabase } from './database.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

describe('the embedded PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-embedded-'));
  const dataDir = join(folder, 'data');
  let server: EmbeddedPostgres;

  const start = async () => (server = await startEmbeddedPostgres({ dataDir }));

  beforeAll(async () => {
    await start();
    await query(server.url, `CREATE TABLE kept (word text)`);
    await query(server.url, `INSERT INTO kept VALUES ('first')`);
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is durable, speaks UTF-8 and UTC, and logs no statement', async () => {
    const sql = `SELECT current_setting('fsync') AS fsync, current_setting('TimeZone') AS zone,
      current_setting('server_encoding') AS encoding, lower('É') AS lower`;
    expect(await query(server.url, sql)).toEqual([
      { fsync: 'on', zone: 'UTC', encoding: 'UTF8', lower: 'é' },
    ]);
    await expect(query(server.url, `SELECT 'Rivera'::date`)).rejects.toThrow('invalid input');
    expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).not.toContain('Rivera');
  });

  it('refuses a wrong password', async () => {
    const wrong = server.url.replace(/:[0-9a-f]+@/, ':wrong@');
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps its data over a stop', async () => {
    await server.stop();
    await start();
    expect(await query(server.url, 'SELECT word FROM kept')).toEqual([{ word: 'first' }]);
  });

  it('keeps what was committed when it is killed, and starts at once', async () => {
    await query(server.url, `INSERT INTO kept VALUES ('committed')`);
    await server.kill9();
    await start();
    const words = await query(server.url, 'SELECT word FROM kept ORDER BY word');
    expect(words).toEqual([{ word: 'committed' }, { word: 'first' }]);
  });

  it('takes over from an owner that was killed while its server runs on', async () => {
    const orphan = server.url;
    writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: 1, startedAt: 'long ago' }));
    await start();
    expect(await query(server.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 2 }]);
    await expect(query(orphan, 'SELECT 1')).rejects.toThrow();
  });

  it('is not confused by a lock file whose process number belongs to somebody else', async () => {
    await server.kill9();
    const lock = join(dataDir, 'cluster', 'postmaster.pid');
    const lines = readFileSync(lock, 'utf8').split('\n');
    writeFileSync(lock, [String(process.pid), ...lines.slice(1)].join('\n'));
    await start();
    expect(await query(server.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 2 }]);
  });

  it('creates a database once when many ask for it at the same time', async () => {
    const urls = await Promise.all(
      Array.from({ length: 8 }, () => ensureDatabase(server.url, 'wanted')),
    );
    expect(new Set(urls).size).toBe(1);
    expect(await query(urls[0]!, 'SELECT current_database() AS name')).toEqual([
      { name: 'wanted' },
    ]);
  });
});

describe('an embedded PostgreSQL whose folder is used by a running process', () => {
  it('is refused, naming the process', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'handrail-embedded-'));
    const parent = process.ppid;
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: parent, startedAt }));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`process ${parent}`);
    rmSync(dataDir, { recursive: true });
  });
});

const asRoot = process.getuid?.() === 0;

describe('an embedded PostgreSQL in a folder that only root may enter', () => {
  it('still starts, and says where its data went', async () => {
    if (!asRoot) return;
    const folder = mkdtempSync(join('/var/tmp', 'handrail-embedded-'));
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), durable: false });
    const moved = readFileSync(join(folder, 'data', 'moved-to'), 'utf8');
    const rows = await query(server.url, `SELECT current_setting('data_directory') AS place`);
    await server.stop();
    rmSync(moved, { recursive: true });
    rmSync(folder, { recursive: true });
    expect(rows).toEqual([{ place: `${moved}/cluster` }]);
  });
});
