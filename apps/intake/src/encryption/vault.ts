import { randomBytes, randomUUID } from 'node:crypto';
import { Pace } from '@handrail/platform';
import { LRUCache } from 'lru-cache';
import type { Queryable } from '@handrail/messaging';
import type { MasterKey } from './master-key.js';
import { keyIdOf, open, seal } from './sealed.js';

interface KeyRow {
  readonly id: string;
  readonly person_id: string | null;
  readonly made_for: string | null;
  readonly wrapped: Buffer;
}

const CACHED_KEYS = 10_000;

const BY_ID = 'SELECT id, person_id, made_for, wrapped FROM data_key WHERE id = ANY($1::uuid[])';

const OF_PERSONS = `
  SELECT id, person_id, made_for, wrapped FROM data_key WHERE person_id = ANY($1::uuid[])
  ORDER BY (made_for = person_id) DESC, id`;

// Written by hand: an id that is there already is an error, of which an upsert would say nothing.
const INSERT = `
  INSERT INTO data_key (id, person_id, made_for, wrapped)
  SELECT i, p, p, w FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS n(i, p, w)`;

/** A value with the place it is kept in. */
export interface Kept {
  readonly place: string;
  readonly sealed: Buffer;
}

/** Keys of one batch: what is sealed and opened together asks the database once. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #ofPerson: ReadonlyMap<string, string>;

  constructor(
    keys: ReadonlyMap<string, Buffer>,
    ofPerson: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#keys = keys;
    this.#ofPerson = ofPerson;
  }

  /** Seals a value of a person for whom the ring was made. */
  sealFor(personId: string, place: string, plain: Buffer | string): Buffer {
    const id = this.#ofPerson.get(personId);
    if (!id) throw new Error('a person has no data key in this batch');
    return seal(this.#keys.get(id)!, id, place, plain);
  }

  /** The value; undefined when its key has been destroyed. */
  open({ place, sealed }: Kept): Buffer | undefined {
    const key = this.#keys.get(keyIdOf(sealed));
    return key && open(key, place, sealed);
  }

  text(kept: Kept): string | undefined {
    return this.open(kept)?.toString('utf8');
  }

  json<T>(kept: Kept): T | undefined {
    const text = this.text(kept);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}

/**
 * Data keys: one for each person, and one for each message of nobody. They are kept wrapped by a key
 * derived from the master key; destroying the row of a key makes what it sealed unreadable for ever. That
 * is why the row is asked for each time, and only the unwrapping is remembered.
 */
export class Vault {
  readonly #wrapping: Buffer;
  readonly #unwrapped = new LRUCache<string, Buffer>({ max: CACHED_KEYS });

  constructor(master: MasterKey) {
    this.#wrapping = master.keyFor('wrap-data-keys');
  }

  /** Keys to open these values with. */
  async ringOf(db: Queryable, sealed: readonly Buffer[]): Promise<KeyRing> {
    const ids = [...new Set(sealed.map(keyIdOf))];
    if (ids.length === 0) return new KeyRing(new Map());
    const rows = await db.query<KeyRow>(BY_ID, [ids]);
    const pace = new Pace();
    return new KeyRing(
      new Map(await pace.map(rows, (row) => [row.id, this.#unwrap(row)] as const)),
    );
  }

  /** Keys to seal values of these persons with; a person without one gets one. */
  async ringFor(db: Queryable, personIds: Iterable<string>): Promise<KeyRing> {
    const persons = [...new Set(personIds)];
    if (persons.length === 0) return new KeyRing(new Map());
    const keys = new Map<string, Buffer>();
    const ofPerson = new Map<string, string>();
    for (const row of await db.query<KeyRow>(OF_PERSONS, [persons])) {
      if (ofPerson.has(row.person_id!)) continue;
      ofPerson.set(row.person_id!, row.id);
      keys.set(row.id, this.#unwrap(row));
    }
    const made = persons.filter((id) => !ofPerson.has(id)).map((personId) => this.#make(personId));
    for (const { id, personId, key } of made) {
      ofPerson.set(personId!, id);
      keys.set(id, key);
    }
    await this.#insert(db, made);
    return new KeyRing(keys, ofPerson);
  }

  /** Seals values that belong to nobody known, each with a key of its own. */
  async sealAlone(
    db: Queryable,
    values: ReadonlyArray<
      ReadonlyArray<{ readonly place: string; readonly plain: Buffer | string }>
    >,
  ): Promise<Buffer[][]> {
    const made = values.map(() => this.#make(null));
    await this.#insert(db, made);
    return values.map((group, at) =>
      group.map(({ place, plain }) => seal(made[at]!.key, made[at]!.id, place, plain)),
    );
  }

  #make(personId: string | null) {
    const id = randomUUID();
    const key = randomBytes(32);
    return { id, personId, key, wrapped: seal(this.#wrapping, id, `data-key:${id}`, key) };
  }

  async #insert(
    db: Queryable,
    made: ReadonlyArray<{ id: string; personId: string | null; wrapped: Buffer }>,
  ): Promise<void> {
    if (made.length === 0) return;
    await db.query(INSERT, [
      made.map(({ id }) => id),
      made.map(({ personId }) => personId),
      made.map(({ wrapped }) => wrapped),
    ]);
  }

  #unwrap({ id, wrapped }: KeyRow): Buffer {
    const known = this.#unwrapped.get(id);
    if (known) return known;
    const key = open(this.#wrapping, `data-key:${id}`, wrapped);
    this.#unwrapped.set(id, key);
    return key;
  }
}
