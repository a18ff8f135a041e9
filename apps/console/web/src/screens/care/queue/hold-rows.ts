import type { Due, QueueRow } from '../../../../../src/api/care.js';

/** A row as it is shown: in the group it was put in, and whether it has left the list meanwhile. */
export interface ShownRow extends QueueRow {
  readonly group: Due;
  readonly gone: boolean;
}

export interface Held {
  readonly rows: readonly ShownRow[];
  /** Rows that came meanwhile and wait to be shown. */
  readonly fresh: number;
  /** Shown rows that are not in the list any more. */
  readonly gone: number;
}

const shown = (row: QueueRow): ShownRow => ({ ...row, group: row.due, gone: false });

/** The list as it is now, nothing held. */
export const settled = (next: readonly QueueRow[]): Held => ({
  rows: next.map(shown),
  fresh: 0,
  gone: 0,
});

/**
 * What somebody sees who points at the list or moves in it: every row stays where it is and tells
 * what is new of it; a row that left stays as gone, one that came waits.
 */
export function hold(before: Held, next: readonly QueueRow[]): Held {
  const now = new Map(next.map((row) => [row.id, row]));
  const rows = before.rows.map((row) => {
    const fresh = now.get(row.id);
    return fresh ? { ...fresh, group: row.group, gone: false } : { ...row, gone: true };
  });
  const known = new Set(before.rows.map((row) => row.id));
  return {
    rows,
    fresh: next.filter((row) => !known.has(row.id)).length,
    gone: rows.filter((row) => row.gone).length,
  };
}
