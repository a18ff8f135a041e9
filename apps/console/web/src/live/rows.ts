import type { EventPush, EventRow } from '../../../src/api/events.js';

/** What the URL asks for; the server filters lists, this filters what the stream pushes. */
export interface RowFilter {
  readonly type?: string;
  readonly service?: string;
  readonly personId?: string;
  readonly correlationId?: string;
  readonly outcome?: string;
}

export const matches = (row: EventRow, filter: RowFilter): boolean =>
  (!filter.type || row.type === filter.type) &&
  (!filter.service || row.service === filter.service) &&
  (!filter.personId || row.personId === filter.personId) &&
  (!filter.correlationId || row.correlationId === filter.correlationId) &&
  (!filter.outcome || row.outcome === filter.outcome);

/**
 * Rows the page holds beside the pages it fetched. It runs (rows are shown as they come) or it is
 * paused (rows are held and counted, nothing moves under the reader's eyes). `missed` is set when
 * rows were not sent one by one or no longer fit: the list must be read again.
 */
export interface LiveRows {
  readonly paused: boolean;
  readonly shown: readonly EventRow[];
  readonly held: readonly EventRow[];
  /** Matching rows that arrived since the page opened, for the spoken count. */
  readonly arrived: number;
  readonly missed: boolean;
}

export const NO_LIVE_ROWS: LiveRows = {
  paused: false,
  shown: [],
  held: [],
  arrived: 0,
  missed: false,
};

/** More than anybody scrolls through; older ones come by "older". */
export const LIVE_LIMIT = 500;

export type LiveAction =
  | { readonly kind: 'pushed'; readonly push: EventPush; readonly filter: RowFilter }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  /** The list was read again, or asks for something else now. */
  | { readonly kind: 'restarted' };

export function live(state: LiveRows, action: LiveAction): LiveRows {
  switch (action.kind) {
    case 'pushed':
      return pushed(state, action.push, action.filter);
    case 'paused':
      return { ...state, paused: true };
    case 'resumed': {
      const shown = merge(state.held, state.shown);
      return cut({ ...state, paused: false, shown, held: [] });
    }
    case 'restarted':
      return { ...NO_LIVE_ROWS, paused: state.paused };
  }
}

function pushed(state: LiveRows, push: EventPush, filter: RowFilter): LiveRows {
  const rows = push.rows.filter((row) => matches(row, filter));
  const missed = state.missed || push.skipped > 0;
  if (rows.length === 0) return missed === state.missed ? state : { ...state, missed };
  const arrived = state.arrived + rows.length;
  const next = state.paused
    ? { ...state, arrived, missed, held: merge(rows, state.held) }
    : { ...state, arrived, missed, shown: merge(rows, state.shown) };
  return cut(next);
}

/** Rows beyond the limit go; since they are older than what stays, a gap would be left behind. */
function cut(state: LiveRows): LiveRows {
  const over = state.shown.length > LIVE_LIMIT || state.held.length > LIVE_LIMIT;
  if (!over) return state;
  return {
    ...state,
    shown: state.shown.slice(0, LIVE_LIMIT),
    held: state.held.slice(0, LIVE_LIMIT),
    missed: true,
  };
}

/** Each row once, newest received first. */
export function merge(a: readonly EventRow[], b: readonly EventRow[]): EventRow[] {
  const byId = new Map<string, EventRow>();
  for (const row of [...a, ...b]) if (!byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()].sort((row, other) => Number(other.seq) - Number(row.seq));
}
