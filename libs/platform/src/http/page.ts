import type { PageAnswer } from '@handrail/contracts';
import { isStorableText, parseJson } from '@handrail/domain';
import { badRequest } from './problem.js';

export type { PageAnswer as Page } from '@handrail/contracts';

export interface PageQuery {
  readonly limit: number;
  /** Sort values of the last row of the page before, as the endpoint wrote them. */
  readonly after: readonly string[] | null;
}

/**
 * What a list is sorted by, column by column, as its cursor carries it. Each list names its own: a cursor
 * whose values the database could not read as these is refused before the database is asked.
 */
export type SortKey = 'time' | 'uuid' | 'smallint' | 'integer' | 'bigint' | 'text';

/** Reads `limit` (default 50, at most 200) and `cursor`; 400 names the field at fault. */
export function pageQuery(
  query: { limit?: string; cursor?: string },
  sortedBy: readonly SortKey[],
): PageQuery {
  const limit = query.limit === undefined ? 50 : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw badRequest('A list parameter is not valid.', [
      {
        path: 'limit',
        reason: 'is not a number from 1 to 200',
        accepted: 'an integer from 1 to 200',
      },
    ]);
  return { limit, after: query.cursor ? readCursor(query.cursor, sortedBy) : null };
}

/** Cuts the extra row off (ask the database for limit + 1) and writes the cursor from the last one. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  sortValues: (row: R) => readonly string[],
  toItem: (row: R) => T,
): PageAnswer<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last ? encodeCursor(sortValues(last)) : null,
  };
}

const encodeCursor = (values: readonly string[]) =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

function readCursor(cursor: unknown, sortedBy: readonly SortKey[]): readonly string[] {
  const values = typeof cursor === 'string' ? valuesIn(cursor) : undefined;
  if (values?.length === sortedBy.length && values.every((each, at) => fits(each, sortedBy[at]!)))
    return values;
  // A cursor is opaque, so there is nothing else to say about one that is none.
  throw badRequest('A list parameter is not valid.', [
    { path: 'cursor', reason: 'is not a cursor', accepted: 'nextCursor of the page before' },
  ]);
}

function valuesIn(cursor: string): readonly string[] | undefined {
  const parsed = parseJson(Buffer.from(cursor, 'base64url'));
  if (!('value' in parsed) || !Array.isArray(parsed.value)) return undefined;
  const values: readonly unknown[] = parsed.value;
  return values.every((value) => typeof value === 'string') ? values : undefined;
}

/** Times as `toISOString` and as PostgreSQL write them. */
const TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d){0,2})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WHOLE = /^-?\d{1,19}$/;

function fits(value: string, key: SortKey): boolean {
  switch (key) {
    case 'time':
      return value === 'infinity' || value === '-infinity' || isTime(value);
    case 'uuid':
      return UUID.test(value);
    case 'smallint':
      return isWholeOf(16, value);
    case 'integer':
      return isWholeOf(32, value);
    case 'bigint':
      return isWholeOf(64, value);
    case 'text':
      return isStorableText(value);
    default:
      return key satisfies never;
  }
}

/** A day that exists, in a year that both PostgreSQL and JavaScript count, and a time of it. */
function isTime(value: string): boolean {
  const [, day, clock] = TIME.exec(value) ?? [];
  const at = new Date(`${day}T${clock}Z`);
  return (
    !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day!) && !day!.startsWith('0000')
  );
}

const isWholeOf = (bits: number, value: string): boolean =>
  WHOLE.test(value) && BigInt.asIntN(bits, BigInt(value)) === BigInt(value);
