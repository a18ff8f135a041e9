import { inParts } from '../engine/in-parts.js';
import { upsert } from '../engine/upsert.js';
import { execute, type Queryable, type Tx } from '../engine/tx.js';
import { applyPatch } from './apply-patch.js';
import type { Patch, JsonValue } from './patch.js';
import { difference } from './difference.js';

/** A document as it was loaded or saved before, and as it is now. */
export interface DocumentChange<S> {
  readonly key: string;
  readonly before: S;
  readonly after: S;
}

export interface DocumentsOptions<S> {
  /** The table of whole documents; that of their changes is called the same with `_change` behind. */
  readonly table: string;
  /** The document of a row; changes that came after are applied to it. */
  readonly read: (key: string, document: never) => S;
  /** What is kept of a state when it is written whole. */
  readonly write: (state: S) => unknown;
  /** What differs between states: the parts that are kept, each the same object while nobody changes it. */
  readonly parts: (state: S) => object;
}

/** Below this size a document is written whole: that is one row in its place, and no second one to read. */
const SMALL = 4_000;
/** A document with more changes is written whole, so that reading one stays a matter of few rows. */
const MOST_CHANGES = 500;

/** What is kept of a state: the bytes of its row, of the changes behind it, and how many they are. */
interface Kept {
  readonly bytes: number;
  readonly changedBytes: number;
  readonly changes: number;
}

/**
 * Documents by key, of which those that are large are written by what changed. A person of whom a
 * thousand things are known would otherwise be written whole with every further one. When the changes come to
 * as much as the document they are folded into it, so that both writing and reading cost what was said and
 * not what is known. Callers hold the lane of each key. See docs/adr/0031.
 */
export class Documents<S extends object> {
  readonly #options: DocumentsOptions<S>;
  readonly #kept = new WeakMap<S, Kept>();
  /** As the database of the last load says; until one is asked, nothing was loaded that could be changed. */
  #isWrittenByChanges = false;
  readonly #saveWhole;
  readonly #addChanges: string;
  readonly #load: string;
  readonly #forgetChanges: string;

  constructor(options: DocumentsOptions<S>) {
    this.#options = options;

    const { table } = options;
    this.#saveWhole = upsert<Whole>(
      table,
      {
        person_id: ['uuid', ({ key }) => key],
        state: ['document', ({ text }) => text],
        bytes: ['int', ({ text }) => text.length],
      },
      { key: 'person_id' },
    );
    // A place that is taken is a lane that was not held, and must be heard of: the transaction fails.
    this.#addChanges = `
      INSERT INTO ${table}_change (person_id, place, change, bytes)
      SELECT * FROM unnest($1::uuid[], $2::int[], $3::jsonb[], $4::int[])`;
    this.#load = `
      SELECT person_id, state, whole.bytes, changes, coalesce(changed_bytes, 0) AS changed_bytes
      FROM ${table} AS whole LEFT JOIN LATERAL (
        SELECT jsonb_agg(change ORDER BY place) AS changes, sum(bytes)::int AS changed_bytes
        FROM ${table}_change AS later WHERE later.person_id = whole.person_id) AS later ON true
      WHERE person_id = ANY($1::uuid[])`;
    this.#forgetChanges = `DELETE FROM ${table}_change WHERE person_id = ANY($1::uuid[])`;
  }

  /** In one statement, so that who reads without the lanes sees the changes that belong to a document. */
  async load(db: Queryable, keys: readonly string[]): Promise<Map<string, S>> {
    const [rows, [writing]] = await Promise.all([
      db.query<Row>(this.#load, [keys]),
      db.query<{ by_changes: boolean }>(WRITING),
    ]);
    this.#isWrittenByChanges = writing?.by_changes ?? false;
    return new Map(rows.map((row) => [row.person_id, this.#read(row)]));
  }

  async save(tx: Tx, changes: ReadonlyArray<DocumentChange<S>>): Promise<void> {
    const whole: Whole[] = [];
    const written: Written[] = [];
    for (const { key, before, after } of changes) {
      const kept = this.#kept.get(before);
      const change = this.#changeOf(before, after, kept);
      if (change === UNCHANGED) this.#kept.set(after, kept!);
      else if (change) {
        written.push({ key, place: kept!.changes, text: change });
        this.#kept.set(after, {
          bytes: kept!.bytes,
          changedBytes: kept!.changedBytes + change.length,
          changes: kept!.changes + 1,
        });
      } else {
        const text = JSON.stringify(this.#options.write(after));
        whole.push({ key, text, hadChanges: kept?.changes !== 0 });
        this.#kept.set(after, { bytes: text.length, changedBytes: 0, changes: 0 });
      }
    }
    await this.forgetChanges(
      tx,
      whole.filter(({ hadChanges }) => hadChanges).map(({ key }) => key),
    );
    await this.#saveWhole(tx, whole);
    for (const part of inParts(written))
      await execute(tx, this.#addChanges, [
        part.map(({ key }) => key),
        part.map(({ place }) => place),
        part.map(({ text }) => text),
        part.map(({ text }) => text.length),
      ]);
  }

  /** For a row that is deleted: what came behind it. */
  async forgetChanges(tx: Tx, keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await execute(tx, this.#forgetChanges, [keys]);
  }

  /** Says that a state is the one saved before, less what is written elsewhere. */
  sameAs(settled: S, saved: S): S {
    const kept = this.#kept.get(saved);
    if (kept) this.#kept.set(settled, kept);
    return settled;
  }

  /** The bytes of a state where it is kept; a state that never was is small. */
  sizeOf(state: S): number {
    const kept = this.#kept.get(state);
    return kept ? kept.bytes + kept.changedBytes : SMALL;
  }

  /** The text of what changed; undefined when the document is to be written whole. */
  #changeOf(before: S, after: S, kept: Kept | undefined): string | undefined {
    if (!this.#isWrittenByChanges) return undefined;
    if (!kept || kept.bytes < SMALL || kept.changes >= MOST_CHANGES) return undefined;
    const { parts } = this.#options;
    const change = difference(parts(before) as JsonValue, parts(after) as JsonValue);
    if (!change) return UNCHANGED;
    const text = JSON.stringify(change);
    return kept.changedBytes + text.length <= kept.bytes ? text : undefined;
  }

  #read({ person_id: key, state, bytes, changes, changed_bytes: changedBytes }: Row): S {
    const whole = this.#options.read(key, state as never);
    const document = (changes ?? []).reduce(
      (known, change) => applyPatch(known as JsonValue, change) as S,
      whole,
    );
    // A row of an older version does not say how large it is; it is written whole next time.
    this.#kept.set(document, { bytes: bytes ?? 0, changedBytes, changes: changes?.length ?? 0 });
    return document;
  }
}

const UNCHANGED = '';
const WRITING = 'SELECT by_changes FROM document_writing';

interface Whole {
  readonly key: string;
  readonly text: string;
  readonly hadChanges: boolean;
}

interface Written {
  readonly key: string;
  readonly place: number;
  readonly text: string;
}

interface Row {
  person_id: string;
  state: unknown;
  bytes: number | null;
  changes: readonly Patch[] | null;
  changed_bytes: number;
}
