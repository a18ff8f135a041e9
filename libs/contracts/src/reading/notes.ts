import type { Static, TSchema } from '@sinclair/typebox';

/** What a schema says beside JSON Schema, under symbols: it is neither printed nor seen by the validator. */
interface Notes {
  /** What is made of a value before it is checked. */
  readonly [AS_WRITTEN]?: (value: unknown) => unknown;
  /** What has to hold of a value that has the right form. */
  readonly [RULES]?: readonly Rule[];
  /** What is said of any value that is wrong, in place of what the schema says. */
  readonly [REASON]?: string;
}

interface Rule {
  readonly holds: (value: never) => boolean;
  readonly reason: string;
}

const AS_WRITTEN = Symbol('handrail:as-written');
const RULES = Symbol('handrail:rules');
const REASON = Symbol('handrail:reason');

const notesOf = (schema: object): Notes => schema;

/** A schema of values that are written in another form than they are read in: trimmed, say. */
export const asWritten = <T extends TSchema>(schema: T, read: (value: unknown) => unknown): T => ({
  ...schema,
  [AS_WRITTEN]: read,
});

/** A schema with a rule that JSON Schema cannot say, and what is wrong with a value that breaks it. */
export const withRule = <T extends TSchema>(
  schema: T,
  holds: (value: Static<T>) => boolean,
  reason: string,
): T => ({ ...schema, [RULES]: [...rulesOf(schema), { holds, reason }] });

/** A schema that says in these words what is wrong, also when the value is missing. */
export const withReason = <T extends TSchema>(schema: T, reason: string): T => ({
  ...schema,
  [REASON]: reason,
});

/** The value as it is checked. */
export function formOf(schema: object, written: unknown): unknown {
  const read = notesOf(schema)[AS_WRITTEN];
  return read === undefined ? written : read(written);
}

export const rulesOf = (schema: object): readonly Rule[] => notesOf(schema)[RULES] ?? [];

export const reasonOf = (schema: object | undefined): string | undefined =>
  schema && notesOf(schema)[REASON];
