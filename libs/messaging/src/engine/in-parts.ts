/**
 * Rows of one statement at most. The driver writes all parameters of a statement, and reads what has come
 * of its answer, without a pause: of so many rows that takes some milliseconds.
 */
const ROWS_AT_ONCE = 250;

/** Rows in their order, as many at a time as one statement takes. */
export function* inParts<Row>(
  rows: readonly Row[],
  atOnce: number = ROWS_AT_ONCE,
): Generator<readonly Row[]> {
  if (rows.length <= atOnce) {
    if (rows.length > 0) yield rows;
    return;
  }
  for (let from = 0; from < rows.length; from += atOnce) yield rows.slice(from, from + atOnce);
}
