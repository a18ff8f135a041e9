import { record, text, type Data } from './payload.js';

/** What an event says, as fields are read out of it. */
export interface News {
  readonly name: string;
  readonly time: string;
  readonly data: Data;
}

/**
 * A field of a row of the read model. Topics may arrive in any order, and an event says only what it knows:
 * the row has what was stated last, and keeps it while nothing is stated.
 */
export interface KeptField {
  /**
   * The type of its column, by which lists filter, sort and count; a new one needs a migration. What lists only
   * show is `shown`: all those are kept in one column of this name.
   */
  readonly in: 'uuid' | 'text' | 'date' | 'timestamptz' | 'shown';
  readonly of: (news: News) => string | null;
  /** The name of its column, where it is not the field's. */
  readonly column?: string;
  /** The column of its own that it had in earlier releases: rows written then have it there. */
  readonly before?: string;
}

export type KeptFields = Readonly<Record<string, KeptField>>;
export type ValuesOf<F extends KeptFields> = { readonly [Name in keyof F]: string | null };

/** What an event states under this name. */
export const stated =
  (field: string): KeptField['of'] =>
  ({ data }) =>
    text(data, field);

/** What an event states under this name in one of its parts. */
export const statedIn =
  (part: string, field: string): KeptField['of'] =>
  ({ data }) =>
    text(record(data, part), field);

/** Only of events of this name: others mean something else by the same field. */
export const ofEvent =
  (name: string, of: KeptField['of']): KeptField['of'] =>
  (news) =>
    news.name === name ? of(news) : null;

/** What an event states of all fields; null where it states nothing. */
export function valuesOf<F extends KeptFields>(fields: F, news: News): ValuesOf<F> {
  const values: Record<string, string | null> = {};
  for (const name in fields) values[name] = fields[name]!.of(news);
  return values as ValuesOf<F>;
}

/** The later values over the earlier ones, which stay where nothing is stated later. */
export function filled<T extends object>(before: T, after: T): T {
  const both = { ...after };
  for (const name in both) both[name] ??= before[name];
  return both;
}
