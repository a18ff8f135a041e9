import { Injectable } from '@nestjs/common';
import { poolOf, toPage, type Page, type PageQuery } from '@handrail/platform';
import type { EmptiedByAnswer } from '@handrail/contracts';
import { queryableOn, type Queryable } from '@handrail/messaging';
import { DataSource } from 'typeorm';
import { KnownDirectory } from '../../allocation/known-directory.js';
import { WaitingNow } from './waiting-now.js';
import {
  toListedView,
  toPlacementView,
  type ListedPlacement,
  type ListedPlacementView,
  type PlacementView,
  type ShownPlacement,
} from './placement.dto.js';
import { LIST_PLACEMENTS, SHOW_PLACEMENT } from './placement.sql.js';

const BY_ID = `${SHOW_PLACEMENT} WHERE id = $1 AND status <> 'requested'`;

/** What a list may be narrowed to by a value. */
const VALUES = {
  personId: 'person_id = ',
  programId: 'program_id = ',
  status: 'status = ',
  waitReason: `status = 'waitlisted' AND wait_reason = `,
} as const;

/** Lists of work: each condition is that of an index, word for word. */
const WORK = {
  needsReview: 'needs_review IS NOT NULL',
  askPerson: `status = 'confirmed' AND NOT attended AND (course ->> 'agreedAt') IS NULL AND (course ->> 'arrival') IS NULL`,
  notStarted: `status = 'confirmed' AND (course ->> 'notStartedAt') IS NOT NULL`,
} as const;

type PlacementFilter = Partial<Record<keyof typeof VALUES, string>> &
  Partial<Record<keyof typeof WORK, boolean>>;

@Injectable()
export class PlacementReader {
  readonly #dataSource: DataSource;
  readonly #db: Queryable;
  readonly #directory: KnownDirectory;

  constructor(dataSource: DataSource, directory: KnownDirectory) {
    this.#dataSource = dataSource;
    this.#db = queryableOn(poolOf(dataSource));
    this.#directory = directory;
  }

  async byId(id: string): Promise<PlacementView | undefined> {
    const rows: ShownPlacement[] = await this.#dataSource.query(BY_ID, [id]);
    const waiting = await this.#waitingNow(rows);
    return rows.map((row) => shown(row, waiting))[0];
  }

  async page(filter: PlacementFilter, page: PageQuery): Promise<Page<ListedPlacementView>> {
    const { where, params } = conditionsOf(filter, page);
    const read = <Row>(select: string): Promise<Row[]> =>
      this.#dataSource.query(`${select} ${where}`, params);
    const cursorOf = ({ created, id }: ListedPlacement): [string, string] => [created, id];
    // Of one person there are few: each comes whole, with the candidates it was chosen from.
    if (filter.personId !== undefined) {
      const rows = await read<ShownPlacement>(SHOW_PLACEMENT);
      const waiting = await this.#waitingNow(rows);
      return toPage(rows, page.limit, cursorOf, (row) => shown(row, waiting));
    }
    const rows = await read<ListedPlacement>(LIST_PLACEMENTS);
    const waiting = await this.#waitingNow(rows);
    return toPage(rows, page.limit, cursorOf, (row) => toListedView(row, emptiedOf(row, waiting)));
  }

  /** Who waits is weighed when it is read: nothing of it is stored, and numbers are as new as they can be. */
  async #waitingNow(rows: readonly ListedPlacement[]): Promise<WaitingNow | null> {
    if (!rows.some(isWaitlisted)) return null;
    return new WaitingNow(await this.#directory.read(this.#db), new Date().toISOString());
  }
}

const isWaitlisted = ({ status }: ListedPlacement): boolean => status === 'waitlisted';

/** What keeps somebody waiting other than a lack of room. */
const NO_PROGRAM: ReadonlySet<string | null> = new Set(['no-matching-program', 'consent']);

const emptiedOf = (row: ListedPlacement, waiting: WaitingNow | null): readonly EmptiedByAnswer[] =>
  NO_PROGRAM.has(row.wait_reason) && waiting ? waiting.emptiedBy(row) : [];

const shown = (row: ShownPlacement, waiting: WaitingNow | null): PlacementView =>
  toPlacementView(
    row,
    emptiedOf(row, waiting),
    waiting && isWaitlisted(row) ? waiting.candidates(row) : null,
  );

/** Only conditions that were asked for are in a statement, so that each finds its index. */
function conditionsOf(filter: PlacementFilter, { limit, after }: PageQuery) {
  const params: unknown[] = [limit + 1];
  const conditions = [`status <> 'requested'`];
  for (const [name, condition] of Object.entries(VALUES)) {
    const value = filter[name as keyof typeof VALUES];
    if (value !== undefined) conditions.push(`${condition}$${params.push(value)}`);
  }
  for (const [name, condition] of Object.entries(WORK))
    if (filter[name as keyof typeof WORK]) conditions.push(condition);
  if (after)
    conditions.push(
      `(created_at, id) < ($${params.push(after[0])}::timestamptz, $${params.push(after[1])}::uuid)`,
    );
  const where = `WHERE ${conditions.join(' AND ')} ORDER BY created_at DESC, id DESC LIMIT $1`;
  return { where, params };
}
