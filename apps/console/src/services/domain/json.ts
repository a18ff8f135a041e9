/*
 * JSON of services of any version: what is missing or of another shape counts as nothing, because a
 * console must show a service that is older or newer than itself.
 */
export type Json = Readonly<Record<string, unknown>>;

export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const string = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const strings = (value: unknown): string[] =>
  array(value).filter((entry): entry is string => typeof entry === 'string');

/** Numbers above 2^53 arrive as text; both are fine for a count that is only shown. */
export const amount = (value: unknown): number | null => {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
};
