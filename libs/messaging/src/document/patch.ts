/** What a document is made of: a value of JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** One stretch of a list as it is now. */
export type Piece =
  /** So many elements of the list before, from this place on. */
  | readonly ['keep', number, number]
  /** The element that was at this place, changed. */
  | readonly ['change', number, Patch]
  | readonly ['add', readonly JsonValue[]];

/** How a value differs from what it was before. It is kept as JSON: docs/adr/0031. */
export type Patch =
  | readonly ['set', JsonValue]
  | readonly ['object', Readonly<Record<string, Patch>>, readonly string[]]
  | readonly ['list', readonly Piece[]];

export const isList = (value: unknown): value is readonly JsonValue[] => Array.isArray(value);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
