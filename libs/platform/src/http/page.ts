import { badRequest } from './problem.js';

/** A page of a list, newest first unless the endpoint says otherwise. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Give it back as `cursor` to read on; null on the last page. */
  readonly nextCursor: string | null;
}

export interface PageQuery {
  readonly limit: number;
  /** Sort values of the last row of the page before, as the endpoint wrote them. */
  readonly after: readonly string[] | null;
}

/** Reads `limit` (default 50, at most 200) and `cursor`; 400 names the field at fault. */
export function pageQuery(query: { limit?: string; cursor?: string }): PageQuery {
  const limit = query.limit === undefined ? 50 : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw badRequest('A list parameter is not valid.', [
      {
        path: 'limit',
        reason: 'is not a number from 1 to 200',
        accepted: 'an integer from 1 to 200',
      },
    ]);
  return { limit, after: query.cursor ? decodeCursor(query.cursor) : null };
}

/** Cuts the extra row off (ask the database for limit + 1) and writes the cursor from the last one. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  sortValues: (row: R) => readonly string[],
  toItem: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last ? encodeCursor(sortValues(last)) : null,
  };
}

const encodeCursor = (values: readonly string[]) =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

function decodeCursor(cursor: string): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // Falls through to the refusal below: a cursor is opaque, so there is nothing else to tell.
  }
  throw badRequest('A list parameter is not valid.', [
    { path: 'cursor', reason: 'is not a cursor', accepted: 'nextCursor of the page before' },
  ]);
}
