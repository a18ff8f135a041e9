import type { Columns } from '@handrail/messaging';
import type { KeptField, KeptFields, ValuesOf } from './domain/kept-fields.js';

const columnOf = (name: string, { column }: KeptField): string =>
  column ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isShown = ([, field]: readonly [string, KeptField]): boolean => field.in === 'shown';

/** The names of columns in which a row keeps what it has where nothing is stated. */
export const filledColumns = (fields: KeptFields): string[] =>
  Object.entries(fields)
    .filter((entry) => !isShown(entry))
    .map(([name, field]) => columnOf(name, field));

/** The columns of a bulk statement for these fields. */
export function keptColumns<F extends KeptFields>(fields: F): Columns<ValuesOf<F>> {
  const entries = Object.entries(fields);
  const shown = entries.filter(isShown).map(([name]) => name);
  const own = entries.flatMap(([name, field]) =>
    field.in === 'shown'
      ? []
      : [[columnOf(name, field), [field.in, (row: ValuesOf<F>) => row[name]]] as const],
  );
  const together = ['jsonb', (row: ValuesOf<F>) => statedOf(row, shown)] as const;
  return {
    ...(Object.fromEntries(own) as Columns<ValuesOf<F>>),
    ...(shown.length > 0 && { shown: together }),
  };
}

function statedOf(row: Readonly<Record<string, string | null>>, names: readonly string[]): object {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = row[name];
    if (value) values[name] = value;
  }
  return values;
}

/** What is selected of a table for these fields, each under its own name. */
export const selectedOf = (table: string, fields: KeptFields): string =>
  Object.entries(fields)
    .map(([name, field]) => `${expressionOf(table, name, field)} AS "${name}"`)
    .join(', ');

function expressionOf(table: string, name: string, field: KeptField): string {
  if (field.in === 'date') return `${table}.${columnOf(name, field)}::text`;
  if (field.in !== 'shown') return `${table}.${columnOf(name, field)}`;
  const shown = `${table}.shown->>'${name}'`;
  return field.before ? `coalesce(${shown}, ${table}.${field.before})` : shown;
}

/** An answer as the driver reads it: times are dates there. */
export type Selected<T> = { readonly [Name in keyof T]: T[Name] | Date };

/** A row with its times as texts. */
export const withTimes = <T extends object>(row: Selected<T>): T =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? value.toISOString() : value,
    ]),
  ) as T;
