import { Injectable } from '@nestjs/common';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';
import { completedView } from '../../reassessment/completed-view.js';
import { queueItem, type QueueItem } from './queue-item.js';

export const QUEUES = ['all', 'unassigned', 'mine', 'overdue', 'snoozed'] as const;
export type QueueName = (typeof QUEUES)[number];

/** $1 is now, $2 the owner who asks. What is put off is out of sight until its time. */
const IN_SIGHT = `(snoozed_until IS NULL OR snoozed_until <= $1)`;
const CONDITIONS: Readonly<Record<QueueName, string>> = {
  all: IN_SIGHT,
  unassigned: `owner IS NULL AND ${IN_SIGHT}`,
  mine: `owner = $2 AND ${IN_SIGHT}`,
  overdue: `due_at <= $1 AND ${IN_SIGHT}`,
  snoozed: `snoozed_until > $1`,
};
const WAITING = `status IN ('open', 'in-progress', 'overdue')`;

const page = (queue: QueueName) => `
  SELECT doc, due_at, reassessment_id FROM reassessment
  WHERE ${WAITING} AND ${CONDITIONS[queue]} AND $2::text IS NOT DISTINCT FROM $2::text
    AND ($3::timestamptz IS NULL OR (due_at, reassessment_id) > ($3, $4::uuid))
  ORDER BY due_at, reassessment_id LIMIT $5`;

const COUNTS = `
  SELECT ${QUEUES.map((queue) => `count(*) FILTER (WHERE ${CONDITIONS[queue]})::int AS "${queue}"`).join(', ')}
  FROM reassessment WHERE ${WAITING}`;

interface Row {
  readonly doc: ReassessmentView;
  readonly due_at: Date;
  readonly reassessment_id: string;
}

/** Work that waits for people, the earliest due first. */
@Injectable()
export class QueueReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async list(
    queue: QueueName,
    owner: string | null,
    { limit, after }: PageQuery,
  ): Promise<Page<QueueItem>> {
    const now = new Date();
    const rows = await this.#database.query<Row[]>(page(queue), [
      now.toISOString(),
      owner,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
    const sortValues = (row: Row) => [row.due_at.toISOString(), row.reassessment_id];
    return toPage(rows, limit, sortValues, ({ doc }) => queueItem(completedView(doc), now));
  }

  /** How much waits in each queue; `mine` is of the owner who asks. */
  async counts(owner: string | null): Promise<Record<QueueName, number>> {
    const [row] = await this.#database.query<Record<QueueName, number>[]>(COUNTS, [
      new Date().toISOString(),
      owner,
    ]);
    return row!;
  }
}
