import { inParts } from './in-parts.js';
import { execute, type Queryable } from './tx.js';

/** The types of columns that a bulk statement writes; a `document` is the text of a jsonb value. */
export type ColumnType =
  | 'bigint'
  | 'boolean'
  | 'bytea'
  | 'date'
  | 'document'
  | 'int'
  | 'jsonb'
  | 'smallint'
  | 'text'
  | 'text[]'
  | 'timestamptz'
  | 'uuid';

/** A column by name: its type, and what a row has in it. Documents are values here, not their texts. */
export type Columns<Row> = Readonly<Record<string, readonly [ColumnType, (row: Row) => unknown]>>;

export interface UpsertOptions {
  /** The columns by which the table knows that it has a row already. */
  readonly key: string | readonly string[];
  /** Columns in which a row that is there keeps what it has; `all` leaves the whole row as it is. */
  readonly keeps?: readonly string[] | 'all';
  /** Columns in which a row that is there keeps what it has where the new row has null. */
  readonly fills?: readonly string[];
  /** Columns set by SQL in a row that is there; `excluded` is the new row. */
  readonly sets?: Readonly<Record<string, string>>;
}

/**
 * A function that writes many rows of one table with one statement, whose text is always the same: the
 * server prepares it once per connection, and a batch costs one round trip. See docs/adr/0005.
 *
 * Where the table has a row of the same key, every other column is overwritten unless the options say
 * otherwise. Rows of one call have different keys.
 *
 *     const saveEpisodes = upsert<Episode>(
 *       'episode',
 *       {
 *         episode_id: ['uuid', ({ id }) => id],
 *         closed_at: ['timestamptz', ({ closedAt }) => closedAt],
 *       },
 *       { key: 'episode_id' },
 *     );
 *     await saveEpisodes(tx, episodes);
 */
export function upsert<Row>(
  table: string,
  columns: Columns<Row>,
  options: UpsertOptions,
): (db: Queryable, rows: readonly Row[]) => Promise<void> {
  const statement = statementOf(table, columns, options);
  const entries = Object.values(columns);
  return async (db, rows) => {
    for (const part of inParts(rows))
      await execute(
        db,
        statement,
        entries.map(([type, valueOf]) => part.map((row) => toParameter(type, valueOf(row)))),
      );
  };
}

/** Arrays cannot hold arrays of different lengths, so a list travels as a document. */
const isDocument = (type: ColumnType): boolean => type === 'jsonb' || type === 'text[]';

function toParameter(type: ColumnType, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return isDocument(type) ? JSON.stringify(value) : value;
}

function statementOf(table: string, columns: Columns<never>, options: UpsertOptions): string {
  const names = Object.keys(columns);
  const key = [options.key].flat();
  const { keeps = [], fills = [], sets = {} } = options;
  const unknown = [...key, ...(keeps === 'all' ? [] : keeps), ...fills].filter(
    (name) => !names.includes(name),
  );
  if (unknown.length > 0) throw new Error(`${table} is written without ${unknown.join(', ')}`);
  const overwritten = names.filter(
    (name) => keeps !== 'all' && ![...key, ...keeps, ...fills].includes(name) && !(name in sets),
  );
  const changes = [
    ...overwritten.map((name) => `${name} = excluded.${name}`),
    ...fills.map((name) => `${name} = coalesce(excluded.${name}, ${table}.${name})`),
    ...Object.entries(sets).map(([name, expression]) => `${name} = ${expression}`),
  ];
  return `INSERT INTO ${table} (${names.join(', ')})
SELECT ${selectionOf(columns)} FROM unnest(${arraysOf(columns)}) AS new (${names.join(', ')})
ON CONFLICT (${key.join(', ')}) DO ${changes.length > 0 ? `UPDATE SET ${changes.join(', ')}` : 'NOTHING'}`;
}

const TRAVELS_AS: Partial<Record<ColumnType, string>> = { 'text[]': 'jsonb', document: 'jsonb' };

const arraysOf = (columns: Columns<never>): string =>
  Object.values(columns)
    .map(([type], index) => `$${index + 1}::${TRAVELS_AS[type] ?? type}[]`)
    .join(', ');

const selectionOf = (columns: Columns<never>): string =>
  Object.entries(columns)
    .map(([name, [type]]) =>
      type === 'text[]'
        ? `CASE WHEN ${name} IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(${name})) END`
        : name,
    )
    .join(', ');
