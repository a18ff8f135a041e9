/**
 * The value a table holds under a key that came from outside. Plain indexing would also find what every
 * object inherits: a street called `constructor` would be a function.
 */
export const ownValue = <T>(
  table: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined => (table && Object.hasOwn(table, key) ? table[key] : undefined);
