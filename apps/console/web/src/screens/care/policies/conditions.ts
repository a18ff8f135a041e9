import type { PolicyRow } from '@handrail/contracts';

/** Fields that have a column of their own, or say nothing about when a row speaks. */
const APART = new Set(['id', 'source']);

const cell = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(cell).join(' or ');
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([name, of]) => `${name} ${cell(of)}`);
  return pairs.length > 0 ? pairs.join(', ') : 'always';
};

/** A row of any table as pairs of what it names and what it says, in the order it is written. */
export const conditions = (row: PolicyRow): readonly (readonly [string, string])[] =>
  Object.entries(row)
    .filter(([field]) => !APART.has(field))
    .map(([field, value]) => [field, cell(value)]);
