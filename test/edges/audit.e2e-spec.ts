import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditAnswer } from '@handrail/contracts';
import {
  ensureRole,
  ensureSigningKeyFile,
  isSignedBy,
  verifyAudit,
  withDatabase,
  type SignedHeads,
} from '@handrail/platform';
import { schedulingService } from '@handrail/scheduling';
import {
  eventually,
  startTestServices,
  TestIssuer,
  testServerUrl,
  type TestServices,
} from '@handrail/testing';
import { DataSource } from 'typeorm';
import { ask } from './every-endpoint.js';

// Real: the scheduling service behind an issuer of tokens, its database with the chain of the audit. The service
// signs in as a role of its own, the database belongs to somebody else.
const ROLE = { role: 'handrail_test_service', password: 'of tests alone' };
let issuer: TestIssuer;
let services: TestServices;
let database: DataSource;
let owner: DataSource;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-audit-'));
  issuer = await TestIssuer.start();
  services = await startTestServices([schedulingService], {
    ...{ HANDRAIL_HOST: '0.0.0.0', HANDRAIL_ISSUER: issuer.url, HANDRAIL_DATA_DIR: folder },
    HANDRAIL_NETWORK_ORGANISATIONS: 'bay-state',
    HANDRAIL_AUDIT_KEY_FILE: await ensureSigningKeyFile(join(folder, 'audit.key')),
    HANDRAIL_DATABASE_URL: await ensureRole(testServerUrl(), ROLE),
    HANDRAIL_DATABASE_OWNER_URL: testServerUrl(),
  });
  database = services.service('scheduling').app.get(DataSource);
  const url = withDatabase(testServerUrl(), `${services.databasePrefix}scheduling`);
  owner = await new DataSource({ type: 'postgres', url }).initialize();
});
afterAll(async () => {
  await owner?.destroy();
  await services?.stop();
  await issuer?.stop();
  await rm(folder, { recursive: true, force: true });
});

const as = async (sub: string, role: string) =>
  `Bearer ${await issuer.token({ claims: { sub, roles: [role], organisation: 'bay-state' } })}`;
const url = (path: string) => services.url('scheduling').replace('0.0.0.0', '127.0.0.1') + path;

interface Sent {
  readonly who: string;
  readonly body?: object;
  readonly etag?: string;
  readonly requestId?: string;
}

async function send(method: string, path: string, { who, body, etag, requestId }: Sent) {
  const headers = {
    authorization: who,
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(etag ? { 'if-match': etag } : {}),
    ...(requestId ? { 'x-request-id': requestId } : {}),
  };
  return ask(method, url(path), headers, body && JSON.stringify(body));
}

/** What the audit has, searched as the privacy officer does it; the newest first. */
async function search(query: string): Promise<AuditAnswer[]> {
  const answer = await send('GET', `/v1/audit?${query}`, {
    who: await as('privacy-1', 'privacy-officer'),
  });
  expect(answer.status).toBe(200);
  return (JSON.parse(answer.text) as { items: AuditAnswer[] }).items;
}

const PROGRAM = {
  ...{ id: 'quay-iop', name: 'Quay IOP', level: 'IOP', facilities: [], regions: ['north'] },
  ...{ timeZone: 'America/New_York', payers: [], capabilities: [], acceptance: 'automatic' },
  tracks: [
    {
      ...{ id: 'evening', days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' },
      ...{ modality: 'on-site', capacity: 5 },
    },
  ],
};
const BLOCK = '/v1/programs/quay-iop/tracks/evening/block';
const blocked = { reason: 'staffing', places: 1 };
const versionOf = async (who: string) =>
  String((await send('GET', '/v1/programs/quay-iop', { who })).headers['etag']);
const blocks = async () => {
  const [row] = await database.query<Array<{ n: number }>>(
    `SELECT jsonb_array_length(place_blocks) AS n FROM track WHERE program_id = 'quay-iop'`,
  );
  return row!.n;
};

describe('what is kept', () => {
  it('is every act, under the name of the token, with the keys it held and the id of the request', async () => {
    const who = await as('coordinator-2', 'coordinator');
    expect((await send('POST', '/v1/programs', { who, body: PROGRAM })).status).toBe(201);
    const requestId = '0199a2f0-0000-7000-8000-0000000000aa';
    const answer = await send('POST', BLOCK, {
      ...{ who, body: blocked, etag: await versionOf(who), requestId },
    });
    expect(answer.status).toBe(200);
    expect(await search('actor=coordinator-2')).toEqual([
      {
        ...{ shard: expect.any(Number), seq: expect.any(Number), at: expect.stringMatching(/Z$/) },
        ...{ actor: 'coordinator-2', client: 'console', organisation: 'bay-state' },
        act: 'POST /v1/programs/:id/tracks/:trackId/block',
        ...{ object: 'quay-iop', subjects: ['quay-iop'], purpose: 'staffing', outcome: 'done' },
        requestId,
      },
      expect.objectContaining({
        act: 'POST /v1/programs',
        outcome: 'done',
        subjects: ['quay-iop'],
      }),
    ]);
  });

  it('is in the transaction of the act: what cannot be kept is not done', async () => {
    const who = await as('coordinator-2', 'coordinator');
    const [etag, before] = [await versionOf(who), await blocks()];
    await owner.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    const answer = await send('POST', BLOCK, { who, body: blocked, etag });
    await owner.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    expect([answer.status, await blocks()]).toEqual([500, before]);
    expect(await versionOf(who)).toBe(etag);
  });

  it('attack 6: is one row for a refusal, with its code: of the role, of the name, of the state', async () => {
    const who = await as('coordinator-9', 'coordinator');
    const nurse = await as('nurse-9', 'nurse');
    const body = { ...blocked, by: 'physician-1' };
    const etag = await versionOf(who);
    expect((await send('POST', BLOCK, { who: nurse, body: blocked, etag })).status).toBe(403);
    expect((await send('POST', BLOCK, { who, body, etag })).status).toBe(403);
    expect((await send('POST', BLOCK, { who, body: blocked, etag: '"999"' })).status).toBe(412);
    const outcomes = async (actor: string) =>
      (await search(`actor=${actor}`)).map(({ outcome }) => outcome);
    expect(await outcomes('coordinator-9')).toEqual(['version-changed', 'other-actor']);
    expect(await outcomes('nurse-9')).toEqual(['not-allowed']);
    expect(await search('actor=physician-1')).toEqual([]);
  });

  it('is a read that shows somebody, found by the person; one that shows nobody is not', async () => {
    const personId = '0199a2f0-0000-7000-8000-0000000000bb';
    await database.query(
      `INSERT INTO audit_entry (shard, actor, client, act, subjects, outcome, request_id)
       VALUES (1, 'nurse-3', 'console', 'GET /v1/placements', ARRAY[$1], 'done', gen_random_uuid())`,
      [personId],
    );
    expect((await search(`personId=${personId.toUpperCase()}`)).map(({ act }) => act)).toEqual([
      'GET /v1/audit',
      'GET /v1/placements',
    ]);
    const who = await as('nurse-4', 'nurse');
    expect((await send('GET', '/v1/placements', { who })).status).toBe(200);
    expect(await search('actor=nurse-4')).toEqual([]);
  });
});

describe('what was kept', () => {
  const CHANGES = [
    `UPDATE audit_entry SET actor = 'nobody'`,
    `DELETE FROM audit_entry`,
    `TRUNCATE audit_entry`,
  ];

  it('attack 50: is not for the service to change or take away, nor is the schema', async () => {
    for (const sql of [
      ...CHANGES,
      'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
      'DROP TRIGGER audit_entry_keep ON audit_entry',
      'SET session_replication_role = replica',
      'CREATE TABLE more (id int)',
      'TRUNCATE placement',
      `DELETE FROM migrations`,
    ])
      await expect(database.query(sql)).rejects.toMatchObject({
        driverError: { code: '42501', message: expect.stringMatching(/denied|must be owner/) },
      });
    const [who] = await database.query<object[]>('SELECT current_user AS role');
    expect(who).toEqual({ role: ROLE.role });
  });

  it('is not changed by the owner of the table either, while its triggers are there', async () => {
    for (const sql of CHANGES)
      await expect(owner.query(sql)).rejects.toMatchObject({ driverError: { code: '42501' } });
  });

  it('is a chain that holds, with heads that were signed', async () => {
    const { rows, broken } = await verifyAudit(database, []);
    expect(broken).toEqual([]);
    expect(rows).toBeGreaterThan(8);
    await services.restart('scheduling');
    database = services.service('scheduling').app.get(DataSource);
    const key = createPrivateKey(await readFile(join(folder, 'audit.key')));
    const signed = await eventually(async () => {
      const lines = (await readFile(join(folder, 'audit', 'scheduling.heads'), 'utf8')).trim();
      return lines.split('\n').map((line) => JSON.parse(line) as SignedHeads);
    });
    expect(signed.every((each) => isSignedBy(key, each))).toBe(true);
    const heads = signed.flatMap((each) => each.heads);
    expect((await verifyAudit(database, heads)).broken).toEqual([]);
  });

  it('attack 50: names the row that a superuser edited, and the tail that one cut', async () => {
    const file = await readFile(join(folder, 'audit', 'scheduling.heads'), 'utf8');
    const { heads } = JSON.parse(file.trim().split('\n').at(-1)!) as SignedHeads;
    const { shard, seq } = heads[0]!;
    const asSuperuser = (sql: string) =>
      owner.transaction(async (tx) => {
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query(sql, [shard, seq]);
      });
    await asSuperuser(`DELETE FROM audit_entry WHERE shard = $1 AND seq = $2`);
    expect((await verifyAudit(database, heads)).broken).toEqual([{ shard, seq, why: 'cut' }]);
    expect((await verifyAudit(database, [])).broken).toEqual([]);
    const other = heads[1]!;
    await owner.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(`UPDATE audit_entry SET actor = 'nobody' WHERE shard = $1 AND seq = 1`, [
        other.shard,
      ]);
    });
    expect((await verifyAudit(database, heads)).broken).toEqual(
      expect.arrayContaining([
        { shard: other.shard, seq: 1, why: 'changed' },
        { shard, seq, why: 'cut' },
      ]),
    );
  });
});
