import type { TSchema } from '@sinclair/typebox';

/** A part of a value, with the schema it has to fit. */
export interface Part {
  readonly key: string;
  readonly schema: TSchema;
  readonly value: unknown;
}

/** The parts of a list or an object a schema speaks of; what it does not know is no part. */
export function partsOf(schema: TSchema, value: unknown): Part[] {
  if (Array.isArray(value))
    return value.map((each: unknown, index) => ({
      key: String(index),
      schema: schemaAt(schema['items']),
      value: each,
    }));
  if (!isObject(value)) return [];
  const known = Object.entries((schema['properties'] ?? {}) as Record<string, TSchema>);
  const names = new Set(known.map(([name]) => name));
  return [
    ...known.map(([key, part]) => ({ key, schema: part, value: ownValue(value, key) })),
    ...Object.entries(value)
      .filter(([key]) => !names.has(key))
      .map(([key, each]) => ({
        key,
        schema: schemaAt(schema['additionalProperties']),
        value: each,
      })),
  ];
}

const schemaAt = (schema: unknown): TSchema => (isObject(schema) ? schema : {}) as TSchema;

const ownValue = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** Whether a value has named parts. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
