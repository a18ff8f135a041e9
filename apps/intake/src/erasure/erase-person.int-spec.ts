import { readFile, rm } from 'node:fs/promises';
import { event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database, its log of erasures and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

type Somebody = ReturnType<typeof somebody>;

const ended = (person: Somebody, more: object = {}) =>
  event(
    'stay-ended',
    {
      person,
      stay: somewhere('residential'),
      endedAt: '2026-11-07T09:00:00Z',
      disposition: 'completed',
    },
    more,
  );
const returned = (person: Somebody) =>
  event('return-to-use-reported', {
    ...{ person, occurredAt: '2026-11-08T09:00:00Z', evidence: 'clinician' },
  });
const idOf = async (person: Somebody) => (await intake.person(person.identifiers[0]!))?.id;
const erase = (id: string, body: object = { by: 'op-1', reason: 'person-asked' }) =>
  intake.post(`/v1/persons/${id}/erase`, body, 'application/json');
const rows = <R>(sql: string, params: unknown[] = []) => intake.db.query<R[]>(sql, params);
const count = async (sql: string, params: unknown[] = []) =>
  (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, params))[0]!.n;
const logFile = () => String(intake.settings['ERASURE_LOG_FILE']);

/** What somebody can be looked up by: hashes of numbers and visits, and records that are compared. */
async function lookUpKeys(id: string): Promise<string[]> {
  const found = await rows<{ key: string }>(
    `SELECT id_hash AS key FROM identifier WHERE person_id = $1
     UNION SELECT key FROM visit WHERE person_id = $1
     UNION SELECT id::text FROM match_record WHERE person_id = $1
     UNION SELECT digest::text FROM match_record WHERE person_id = $1`,
    [id],
  );
  return found.map(({ key }) => key);
}

const TABLES = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
  AND tablename <> 'audit_entry' ORDER BY 1`;

/** Tables in which one of these texts stands. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await rows<{ name: string }>(TABLES))
    for (const text of texts)
      if ((await count(`${name} AS t WHERE to_jsonb(t)::text LIKE $1`, [`%${text}%`])) > 0)
        found.push(name);
  return [...new Set(found)];
}

describe('erasing a person', () => {
  it('leaves nothing to read and nothing to find them by, also of who was merged into them', async () => {
    const [ana, old, other] = [somebody(), somebody(), somebody()];
    const [anaMessage, oldMessage, otherMessage] = await intake.send(
      ...[ended(ana), ended(old), ended(other)],
    );
    const [anaId, oldId] = [(await idOf(ana))!, (await idOf(old))!];
    const sent = event('persons-merged', { survivor: ana, retired: old });
    await intake.send(sent);
    const keys = await lookUpKeys(anaId);
    expect(keys.length).toBeGreaterThan(6);
    expect(await tablesWith(keys)).toEqual(
      expect.arrayContaining(['identifier', 'lane', 'match_key', 'match_record', 'visit']),
    );

    const answer = await erase(oldId.toUpperCase());
    expect([answer.status, answer.json['persons']]).toEqual([200, [anaId, oldId]]);
    expect(answer.json['dataKeys']).toBeGreaterThan(1);

    expect(await tablesWith(keys)).toEqual([]);
    for (const id of [anaMessage, oldMessage])
      expect((await intake.call(`/v1/messages/${id}/raw`)).status).toBe(410);
    expect((await intake.call(`/v1/messages/${otherMessage}/raw`)).status).toBe(200);
    expect(await idOf(other)).toEqual(expect.any(String));
    expect([await idOf(ana), await idOf(old)]).toEqual([undefined, undefined]);
    const { json } = await intake.call(`/v1/persons/${anaId}`);
    expect(json).toMatchObject({ name: null, identifiers: [], stays: [] });
    expect(json['erasedAt']).toBe(answer.json['erasedAt']);
    const [act] = await rows<object>(
      `SELECT actor, object, subjects, purpose, outcome FROM audit_entry
       WHERE act = 'POST /v1/persons/:id/erase'`,
    );
    expect(act).toEqual({
      ...{ actor: 'system/local:op-1', object: oldId.toUpperCase(), purpose: 'person-asked' },
      ...{ subjects: expect.arrayContaining([anaId, oldId]), outcome: 'done' },
    });

    expect((await erase(anaId)).json['type']).toMatch(/person-erased$/);
    const mergeId = (json['merges'] as Array<{ id: string }>)[0]!.id;
    const undo = { mergeId, reason: 'two patients' };
    const undone = await intake.post(`/v1/persons/${anaId}/unmerge`, undo, 'application/json');
    expect([undone.status, undone.json['type']]).toEqual([
      409,
      expect.stringMatching(/person-erased$/),
    ]);
  });

  it('attack 55: lets no old message count again, and makes who comes again somebody new', async () => {
    const person = somebody();
    const sent = ended(person);
    await intake.send(sent);
    const id = (await idOf(person))!;
    expect((await erase(id)).status).toBe(200);
    const again = await intake.event(sent);
    expect(again.json['results']).toEqual([expect.objectContaining({ status: 'duplicate' })]);
    expect(await idOf(person)).toBeUndefined();
    await intake.send(returned(person));
    const newId = await idOf(person);
    expect(newId).not.toBe(id);
    expect((await intake.call(`/v1/persons/${newId}`)).json['name']).not.toBeNull();
  });

  it('holds against a message that had looked them up before, and makes its sender somebody new', async () => {
    const person = somebody();
    await intake.send(ended(person));
    const id = (await idOf(person))!;
    await intake.db.query(
      'CREATE TABLE looked_up AS SELECT * FROM identifier WHERE person_id = $1',
      [id],
    );
    expect((await erase(id)).status).toBe(200);
    // What a look-up before the erasure reserves, written a moment after it.
    await intake.db.query('INSERT INTO identifier SELECT * FROM looked_up');
    await intake.db.query('DROP TABLE looked_up');
    await intake.send(returned(person));
    expect(await idOf(person)).not.toBe(id);
    for (const table of ['data_key', 'identifier', 'match_record'])
      expect([table, await count(`${table} WHERE person_id = $1`, [id])]).toEqual([table, 0]);
  });

  it('holds while their messages pour in', async () => {
    const person = somebody();
    await intake.send(ended(person));
    const id = (await idOf(person))!;
    const pouring = Array.from({ length: 40 }, (_, at) => {
      const number = { system: 'urn:test:mrn', value: `${person.identifiers[0]!.value}-${at}` };
      const also = { ...person, identifiers: [...person.identifiers, number] };
      return intake.event(at % 2 === 0 ? ended(also) : returned(also));
    });
    const [erased, ...answers] = await Promise.all([erase(id), ...pouring]);
    expect(erased.status).toBe(200);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 202));
    for (const table of ['data_key', 'identifier', 'visit', 'match_record'])
      expect([table, await count(`${table} WHERE person_id = $1`, [id])]).toEqual([table, 0]);
    expect(await count(`message WHERE disposition = 'parked'`)).toBe(0);
  });

  it('holds against somebody who had begun to undo a merge of theirs', async () => {
    const [ana, old] = [somebody(), somebody()];
    await intake.send(
      ...[ended(ana), ended(old), event('persons-merged', { survivor: ana, retired: old })],
    );
    const { id, merges } = (await intake.person(ana.identifiers[0]!))!;
    const { messaging } = intake;
    const transact = messaging.transact.bind(messaging);
    const afterErasure: typeof transact = async (...unit) => {
      messaging.transact = transact;
      expect((await erase(id)).status).toBe(200);
      return transact(...unit);
    };
    messaging.transact = afterErasure;
    const undo = { mergeId: merges[0]!.id, reason: 'two patients' };
    const undone = await intake.post(`/v1/persons/${id}/unmerge`, undo, 'application/json');
    expect([undone.status, undone.json['type']]).toEqual([
      409,
      expect.stringMatching(/person-erased$/),
    ]);
  });

  it('leaves consents that may be revoked and never given again', async () => {
    const person = somebody();
    await intake.send(ended(person));
    const id = (await idOf(person))!;
    const who = { by: 'officer-1', reason: 'signed-on-paper' };
    const record = (decision: string) =>
      intake.post(
        `/v1/persons/${id}/consents`,
        { ...who, kind: 'tpo', decision, facts: [] },
        'application/json',
      );
    const [permission, denial] = [await record('permit'), await record('deny')];
    expect((await erase(id)).status).toBe(200);
    const act = async (name: string, consent: unknown, version: number) => {
      const ifMatch = { 'if-match': `"${version}"` };
      const path = `/v1/consents/${consent as string}/${name}`;
      const { status, json } = await intake.post(path, who, 'application/json', ifMatch);
      return [status, json['type'] ?? json['status']];
    };
    const erased: unknown = [409, expect.stringMatching(/person-erased$/)];
    const { status, json } = await record('permit');
    expect([status, json['type']]).toEqual(erased);
    expect(await act('revoke', permission.json['id'], 1)).toEqual([200, 'revoked']);
    expect(await act('restore', permission.json['id'], 2)).toEqual(erased);
    expect(await act('revoke', denial.json['id'], 1)).toEqual(erased);
  });

  it('is refused without a reason from the list, and for nobody', async () => {
    const nobody = '0199a2f0-0000-7000-8000-0000000000bb';
    expect((await erase(nobody, { reason: 'Rowan asked me to' })).status).toBe(400);
    expect((await erase(nobody)).status).toBe(404);
  });
});

/** Puts every table back to what it was: an older copy of the database, restored. */
async function restore(work: () => Promise<void>): Promise<void> {
  const names = (await rows<{ name: string }>(TABLES)).map(({ name }) => name);
  await intake.db.query('CREATE SCHEMA older');
  for (const name of names)
    await intake.db.query(`CREATE TABLE older.${name} AS TABLE public.${name}`);
  await work();
  await intake.db.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(`TRUNCATE ${names.join(', ')}`);
    for (const name of names)
      await tx.query(
        `INSERT INTO public.${name} OVERRIDING SYSTEM VALUE SELECT * FROM older.${name}`,
      );
  });
  await intake.db.query('DROP SCHEMA older CASCADE');
}

describe('an older copy of the database', () => {
  it('attack 55: is erased again before it serves, and knows the messages that came later', async () => {
    const person = somebody();
    const [before, later] = [ended(person), returned(person)];
    const [messageId] = await intake.send(before);
    const id = (await idOf(person))!;
    await restore(async () => {
      await intake.send(later);
      expect((await erase(id, { reason: 'court-order' })).status).toBe(200);
    });
    // What was restored could be read.
    expect(await idOf(person)).toBe(id);
    expect((await intake.call(`/v1/messages/${messageId}/raw`)).status).toBe(200);

    await intake.restart();
    expect(await idOf(person)).toBeUndefined();
    expect((await intake.call(`/v1/messages/${messageId}/raw`)).status).toBe(410);
    expect(await count('data_key WHERE person_id = $1', [id])).toBe(0);
    const [act] = await rows<object>(
      `SELECT actor, subjects, purpose FROM audit_entry WHERE act LIKE 'restore:%' AND $1 = ANY(subjects)`,
      [id],
    );
    expect(act).toEqual({ actor: 'system/intake', subjects: [id], purpose: 'court-order' });

    // A topic that is read again brings them back in neither of its messages.
    for (const each of [before, later])
      expect((await intake.event(each)).json['results']).toEqual([
        expect.objectContaining({ status: 'duplicate' }),
      ]);
    expect(await idOf(person)).toBeUndefined();
  });

  it('gives back to the log what only the database knew, and once', async () => {
    const logged = await readFile(logFile(), 'utf8');
    expect(logged.trim().split('\n').length).toBe(await count('erasure'));
    await rm(logFile());
    await intake.restart();
    expect(await readFile(logFile(), 'utf8')).toBe(logged);
    await intake.restart();
    expect(await readFile(logFile(), 'utf8')).toBe(logged);
    expect(logged).not.toMatch(/P\d{13}/);
  });
});
