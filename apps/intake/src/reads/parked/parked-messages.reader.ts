import { Injectable } from '@nestjs/common';
import type { PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';

/** A parked message as it is listed. */
export interface ParkedMessageRow {
  readonly id: string;
  readonly personId: string | null;
  readonly type: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parkedAt: Date;
}

const LIST = `
  SELECT id, person_id AS "personId", type, reason AS cause, attempts, parked_at AS "parkedAt"
  FROM message WHERE disposition = 'parked' AND ($1::text IS NULL OR reason = $1)
    AND ($2::timestamptz IS NULL OR (parked_at, id) < ($2, $3::uuid))
  ORDER BY parked_at DESC, id DESC LIMIT $4`;

/** Reads the messages that are parked. */
@Injectable()
export class ParkedMessagesReader {
  readonly #db: DataSource;

  constructor(db: DataSource) {
    this.#db = db;
  }

  /** Newest first, and one row more than the page has, which says that there is another page. */
  list(cause: string | undefined, { limit, after }: PageQuery): Promise<ParkedMessageRow[]> {
    return this.#db.query(LIST, [cause ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }
}
