import { randomUUID } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@handrail/testing';
import { Client } from 'pg';
import type { Queryable } from '../engine/tx.js';
import { documentChanges } from './document-schema.js';
import { Documents } from './documents.js';

// Real: PostgreSQL and the statements.
interface Person {
  readonly facts: readonly string[];
  readonly stay: { readonly end: string | null };
  /** Written elsewhere. */
  readonly unsaved: readonly string[];
}

const TABLE = 'CREATE TABLE person (person_id uuid PRIMARY KEY, state jsonb NOT NULL)';

const newDocuments = () =>
  new Documents<Person>({
    table: 'person',
    read: (_, state: Omit<Person, 'unsaved'>) => ({ ...state, unsaved: [] }),
    write: ({ unsaved: _, ...kept }) => kept,
    parts: ({ unsaved: _, ...kept }) => kept,
  });

const fact = (n: number) => `fact ${n} ${'.'.repeat(90)}`;
const person = (facts: number): Person => ({
  facts: Array.from({ length: facts }, (_, n) => fact(n)),
  stay: { end: null },
  unsaved: [],
});
const withFact = (of: Person): Person => ({ ...of, facts: [...of.facts, fact(of.facts.length)] });

describe('documents by what changed', () => {
  let database: TestDatabase;
  let client: Client;
  let documents: Documents<Person>;
  let key: string;
  const db: Queryable = {
    query: async <R>(sql: string, params: readonly unknown[] = []) =>
      (await client.query(sql, [...params])).rows as R[],
  };

  beforeAll(async () => {
    database = await testDatabase('documents');
    client = new Client({ connectionString: database.url });
    await client.connect();
    for (const sql of [TABLE, ...documentChanges('person').up]) await client.query(sql);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  beforeEach(() => {
    documents = newDocuments();
    key = randomUUID();
  });

  const save = (before: Person, after: Person) => documents.save(db, [{ key, before, after }]);
  const load = async (by = documents) => (await by.load(db, [key])).get(key)!;
  const changes = async () =>
    (
      await db.query<{ bytes: number }>(
        'SELECT bytes FROM person_change WHERE person_id = $1 ORDER BY place',
        [key],
      )
    ).map(({ bytes }) => bytes);
  /** Somebody of whom so many things are known, as the next transaction loads them. */
  const saved = async (facts: number): Promise<Person> => {
    await save(person(0), person(facts));
    return load();
  };

  it('writes a small document whole', async () => {
    const before = await saved(3);
    await save(before, withFact(before));
    expect(await changes()).toEqual([]);
    expect(await load(newDocuments())).toEqual(person(4));
  });

  it('writes of a large document what changed, and reads it as it is', async () => {
    let known = await saved(1_000);
    for (let n = 0; n < 3; n += 1) {
      const after = withFact(known);
      await save(known, after);
      known = after;
    }
    await save(known, { ...known, stay: { end: 'now' }, unsaved: ['elsewhere'] });
    const written = await changes();
    expect(written).toHaveLength(4);
    expect(Math.max(...written)).toBeLessThan(250);
    expect(await load(newDocuments())).toEqual({ ...person(1_003), stay: { end: 'now' } });
  });

  it('goes on behind the changes of another process', async () => {
    const before = await saved(100);
    await save(before, withFact(before));
    const other = newDocuments();
    const theirs = await load(other);
    await other.save(db, [{ key, before: theirs, after: withFact(theirs) }]);
    expect(await changes()).toHaveLength(2);
    expect(await load()).toEqual(person(102));
  });

  it('writes nothing when only that has changed which is kept elsewhere', async () => {
    const before = await saved(100);
    const after = { ...before, unsaved: ['elsewhere'] };
    await save(before, after);
    expect(await changes()).toEqual([]);
    const settled = documents.sameAs({ ...after, unsaved: [] }, after);
    await save(settled, withFact(settled));
    expect(await changes()).toHaveLength(1);
    expect(await load()).toEqual(person(101));
  });

  it('folds the changes into the document when they come to as much as it', async () => {
    let known = await saved(50);
    const counts: number[] = [];
    for (let n = 0; n < 60; n += 1) {
      const after = withFact(known);
      await save(known, after);
      known = after;
      counts.push((await changes()).length);
    }
    const folded = counts.findIndex((count, at) => at > 0 && count < counts[at - 1]!);
    expect([folded > 20, counts[folded]]).toEqual([true, 0]);
    expect(await load(newDocuments())).toEqual(person(110));
  });

  it('writes a document whole of which it does not know how it is kept', async () => {
    const before = await saved(100);
    await save(before, withFact(before));
    await save(person(0), person(80));
    expect([await changes(), await load(newDocuments())]).toEqual([[], person(80)]);
  });

  it('reads what an older version wrote, and writes it whole', async () => {
    await db.query('INSERT INTO person (person_id, state) VALUES ($1, $2)', [
      key,
      JSON.stringify({ facts: person(100).facts, stay: { end: null } }),
    ]);
    const before = await load();
    await save(before, withFact(before));
    expect([await changes(), await load(newDocuments())]).toEqual([[], person(101)]);
  });

  it('refuses to write where another has written, whose lane it did not hold', async () => {
    const [mine, theirs] = [await saved(100), await load(newDocuments())];
    const other = newDocuments();
    const known = await load(other);
    await other.save(db, [{ key, before: known, after: withFact(known) }]);
    expect(theirs).toEqual(mine);
    await expect(save(mine, withFact(mine))).rejects.toThrow('person_change_pkey');
  });

  it('knows how much is kept of a state', async () => {
    const before = await saved(100);
    expect(documents.sizeOf(before)).toBeGreaterThan(10_000);
    const after = withFact(before);
    await save(before, after);
    expect(documents.sizeOf(after)).toBeGreaterThan(documents.sizeOf(before));
  });

  it('writes whole while programs of the release before may read', async () => {
    const before = await saved(100);
    await save(before, withFact(before));
    await db.query('UPDATE document_writing SET by_changes = false');
    try {
      const known = await load();
      expect(known).toEqual(person(101));
      await save(known, withFact(known));
      expect(await changes()).toEqual([]);
      expect(await load(newDocuments())).toEqual(person(102));
    } finally {
      await db.query('UPDATE document_writing SET by_changes = true');
    }
  });

  it('stops a program that would write a document without what changed of it', async () => {
    const before = await saved(100);
    await save(before, withFact(before));
    const older = `UPDATE person SET state = '{}' WHERE person_id = $1`;
    await expect(db.query(older, [key])).rejects.toThrow('a program of an older release');
    expect(await load(newDocuments())).toEqual(person(101));
  });

  it('goes on whole in an installation that there was before', async () => {
    const old = await testDatabase('documents_before');
    const theirs = new Client({ connectionString: old.url });
    await theirs.connect();
    await theirs.query(TABLE);
    await theirs.query('CREATE TABLE inbox (event_id uuid)');
    await theirs.query('INSERT INTO inbox VALUES (gen_random_uuid())');
    for (const sql of documentChanges('person').up) await theirs.query(sql);
    const { rows } = await theirs.query('SELECT by_changes FROM document_writing');
    await theirs.end();
    await old.drop();
    expect(rows).toEqual([{ by_changes: false }]);
  });
});
