import { Type, type SchemaOptions } from '@sinclair/typebox';

/** One of these codes. */
export const choice = <const T extends readonly string[]>(values: T, options: SchemaOptions = {}) =>
  Type.Unsafe<T[number]>({ ...options, type: 'string', enum: [...values] });
