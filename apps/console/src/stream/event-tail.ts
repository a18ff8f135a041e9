import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EventPush } from '../api/events.js';
import { EVENT_COLUMNS, toEventRow } from '../reads/events/event-row.js';
import type { EventRecord } from '../reads/events/event-row.js';

/** Where a reader of the live tail stands. */
export interface TailPosition {
  readonly xid: string;
  readonly seq: string;
}

/** Most rows of one push: more than a person can read, few enough for any browser. */
const PUSH_LIMIT = 200;

/** Rows of finished transactions only: a running one may still bring rows with lower numbers. */
const AFTER = `(xid, seq) > ($1::text::xid8, $2::bigint)
  AND xid < pg_snapshot_xmin(pg_current_snapshot())`;

/** Reads on from a position without gaps, whatever order concurrent batches commit in. */
@Injectable()
export class EventTail {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Behind everything that is visible now to every reader. */
  async end(): Promise<TailPosition> {
    const [row] = await this.#database.query<{ xid: string }[]>(
      `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid`,
    );
    return { xid: row!.xid, seq: '0' };
  }

  async read(from: TailPosition): Promise<{ push: EventPush | null; next: TailPosition }> {
    const rows = await this.#database.query<(EventRecord & { xid: string })[]>(
      `SELECT xid::text AS xid, ${EVENT_COLUMNS} FROM recent_event WHERE ${AFTER}
       ORDER BY recent_event.xid DESC, seq DESC LIMIT ${PUSH_LIMIT}`,
      [from.xid, from.seq],
    );
    const newest = rows[0];
    if (!newest) return { push: null, next: from };
    const skipped = rows.length < PUSH_LIMIT ? 0 : await this.#skipped(from, rows.at(-1)!);
    return {
      push: { rows: rows.map(toEventRow), skipped },
      next: { xid: newest.xid, seq: newest.seq },
    };
  }

  async #skipped(from: TailPosition, oldest: { xid: string; seq: string }): Promise<number> {
    const [row] = await this.#database.query<{ skipped: number }[]>(
      `SELECT count(*)::int AS skipped FROM recent_event
       WHERE ${AFTER} AND (xid, seq) < ($3::text::xid8, $4::bigint)`,
      [from.xid, from.seq, oldest.xid, oldest.seq],
    );
    return row?.skipped ?? 0;
  }
}
