import { randomBytes, randomUUID } from 'node:crypto';
import { Pace } from '@handrail/platform';
import { LRUCache } from 'lru-cache';
import type { Queryable } from '@handrail/messaging';
import { ErasedPersonError } from './erased-person.js';
import { keyIdOf, open, seal } from './sealed.js';
import type { Wrapped, WrappingKeys } from './wrapping-keys.js';

interface KeyRow extends Wrapped {
  readonly id: string;
  readonly person_id: string | null;
  readonly made_for: string | null;
}

const CACHED_KEYS = 10_000;

const COLUMNS = 'id, person_id, made_for, wrapped, wrapped_by AS "wrappedBy"';

const BY_ID = `SELECT ${COLUMNS} FROM data_key WHERE id = ANY($1::uuid[])`;

const OF_PERSONS = `
  SELECT ${COLUMNS} FROM data_key WHERE person_id = ANY($1::uuid[])
  ORDER BY (made_for = person_id) DESC, id`;

// Written by hand: an id that is there already is an error, of which an upsert would say nothing. Who was
// erased gets no key again.
const INSERT = `
  INSERT INTO data_key (id, person_id, made_for, wrapped, wrapped_by)
  SELECT i, p, p, w, b
  FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::smallint[]) AS n(i, p, w, b)
  WHERE NOT EXISTS (SELECT FROM erased_person e WHERE e.person_id = n.p)
  RETURNING id`;

/** Where a data key is kept; see `seal`. */
export const dataKeyPlace = (id: string): string => `data-key:${id}`;

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
  readonly #wrapping: WrappingKeys;
  readonly #unwrapped = new LRUCache<string, Buffer>({ max: CACHED_KEYS });

  constructor(wrapping: WrappingKeys) {
    this.#wrapping = wrapping;
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

  /**
   * Keys to seal values of these persons with; a person without one gets one.
   *
   * @throws ErasedPersonError when somebody among them was erased
   */
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
    return { id, personId, key, ...this.#wrapping.wrap(dataKeyPlace(id), id, key) };
  }

  async #insert(
    db: Queryable,
    made: ReadonlyArray<Wrapped & { id: string; personId: string | null }>,
  ): Promise<void> {
    if (made.length === 0) return;
    const rows = await db.query<{ id: string }>(INSERT, [
      made.map(({ id }) => id),
      made.map(({ personId }) => personId),
      made.map(({ wrapped }) => wrapped),
      made.map(({ wrappedBy }) => wrappedBy),
    ]);
    if (rows.length === made.length) return;
    const inserted = new Set(rows.map(({ id }) => id));
    const refused = made.filter(({ id }) => !inserted.has(id));
    throw new ErasedPersonError(refused.flatMap(({ personId }) => personId ?? []));
  }

  #unwrap(row: KeyRow): Buffer {
    const { id } = row;
    const known = this.#unwrapped.get(id);
    if (known) return known;
    const key = this.#wrapping.unwrap(dataKeyPlace(id), row);
    this.#unwrapped.set(id, key);
    return key;
  }
}
