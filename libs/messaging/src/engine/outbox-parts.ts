/** The two parts a refused publish is repeated in. */
export interface Parts<Row> {
  readonly first: readonly Row[];
  readonly second: readonly Row[];
  /** Whether the second part may be published although something of the first was refused. */
  readonly areApart: boolean;
}

/**
 * Halves rows of which the log refused at least one: by key while there are several, and then one
 * key's rows by their order. What is refused is found in a few steps, and order per key stays.
 */
export function partsOf<Row extends { readonly key: string }>(rows: readonly Row[]): Parts<Row> {
  const keys = [...new Set(rows.map(({ key }) => key))];
  if (keys.length === 1) {
    const half = Math.ceil(rows.length / 2);
    return { first: rows.slice(0, half), second: rows.slice(half), areApart: false };
  }
  const half = new Set(keys.slice(0, Math.ceil(keys.length / 2)));
  return {
    first: rows.filter(({ key }) => half.has(key)),
    second: rows.filter(({ key }) => !half.has(key)),
    areApart: true,
  };
}
