import { Injectable } from '@nestjs/common';
import { toPage } from '@handrail/platform';
import type { PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { PageAnswer } from '@handrail/contracts';
import type { PlacementItem } from '../../api/lists.js';
import { PLACEMENT_FIELDS } from '../../event/domain/placement-fact.js';
import { selectedOf, withTimes, type Selected } from '../../event/kept-columns.js';
import { ProgramNames } from '../../services/program-names.js';
import { survivorOf } from '../survivor.js';

export interface PlacementFilter {
  readonly status?: string;
  readonly trigger?: string;
  readonly level?: string;
  readonly personId?: string;
  readonly programId?: string;
  /** Only places confirmed since then, whatever became of them. */
  readonly confirmedSince?: Date;
}

type Row = Selected<Omit<PlacementItem, 'programName'>> & {
  readonly programId: string | null;
  readonly sortKey: string;
};

/** The trigger belongs to the reassessment: joined when read, since either may be known first. */
const SELECT = `SELECT p.id, p.person_id AS "personId", p.status, r.trigger_kind AS trigger, p.reason,
    p.changed_at AS "changedAt", ${selectedOf('p', PLACEMENT_FIELDS)}, p.changed_at::text AS "sortKey"
  FROM placement_row p LEFT JOIN reassessment_row r ON r.id = p.reassessment_id`;

@Injectable()
export class PlacementsReader {
  readonly #database: DataSource;
  readonly #programs: ProgramNames;

  constructor(database: DataSource, programs: ProgramNames) {
    this.#database = database;
    this.#programs = programs;
  }

  /** Last changed first. */
  async page(filter: PlacementFilter, page: PageQuery): Promise<PageAnswer<PlacementItem>> {
    const params: unknown[] = [];
    const where: string[] = [];
    const add = (sql: string, value: unknown) => {
      if (value !== undefined) where.push(`${sql} $${params.push(value)}`);
    };
    add('p.status =', filter.status);
    add(`coalesce(r.trigger_kind, 'unknown') =`, filter.trigger);
    add('p.level =', filter.level);
    if (filter.personId)
      where.push(`p.person_id = ${survivorOf(`$${params.push(filter.personId)}`)}`);
    add('p.program_id =', filter.programId);
    add('p.confirmed_at >=', filter.confirmedSince);
    if (page.after) {
      const [after, id] = [params.push(page.after[0]), params.push(page.after[1])];
      where.push(`(p.changed_at, p.id) < ($${after}::timestamptz, $${id}::uuid)`);
    }
    const rows = await this.#database.query<Row[]>(
      `${SELECT} ${where.length ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY p.changed_at DESC, p.id DESC LIMIT $${params.push(page.limit + 1)}`,
      params,
    );
    const names = await this.#programs.known(rows.map((row) => row.programId));
    return toPage(rows, page.limit, (row) => [row.sortKey, String(row.id)], toItem(names));
  }

  /** Placements of a person that were asked for by one of these reassessments; last changed first. */
  async ofReassessments(personId: string, ids: readonly string[]): Promise<PlacementItem[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.query<Row[]>(
      `${SELECT} WHERE p.person_id = ${survivorOf('$1')} AND p.reassessment_id = ANY($2::uuid[])
       ORDER BY p.changed_at DESC, p.id DESC`,
      [personId, ids],
    );
    return rows.map(toItem(await this.#programs.known(rows.map((row) => row.programId))));
  }
}

const toItem =
  (names: ReadonlyMap<string, string>) =>
  ({ sortKey: _sortKey, ...row }: Row): PlacementItem => ({
    ...withTimes<Omit<PlacementItem, 'programName'>>(row),
    programName: (row.programId && names.get(row.programId)) ?? null,
  });
