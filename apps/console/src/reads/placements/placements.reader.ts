import { Injectable } from '@nestjs/common';
import { toPage } from '@handrail/platform';
import type { PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { PageAnswer } from '@handrail/contracts';
import type { PlacementItem } from '../../api/lists.js';
import type { PlacementStatus } from '../../api/names.js';
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

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly reassessment_id: string | null;
  readonly status: PlacementStatus;
  readonly level: string | null;
  readonly program_id: string | null;
  readonly track_id: string | null;
  readonly starts_on: string | null;
  readonly trigger_kind: string | null;
  readonly reason: string | null;
  readonly confirmed_at: Date | null;
  readonly requested_at: Date | null;
  readonly changed_at: Date;
  readonly message_id: string | null;
  readonly sort_key: string;
}

/** The trigger belongs to the reassessment: joined when read, since either may be known first. */
const SELECT = `SELECT p.id, p.person_id, p.reassessment_id, p.status, p.level, p.program_id,
    p.track_id, p.starts_on::text AS starts_on, r.trigger_kind, p.reason, p.confirmed_at,
    p.requested_at, p.changed_at, p.message_id, p.changed_at::text AS sort_key
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
    const names = await this.#programs.known(rows.map((row) => row.program_id));
    return toPage(rows, page.limit, (row) => [row.sort_key, row.id], toItem(names));
  }

  /** Placements of a person that were asked for by one of these reassessments; last changed first. */
  async ofReassessments(personId: string, ids: readonly string[]): Promise<PlacementItem[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.query<Row[]>(
      `${SELECT} WHERE p.person_id = ${survivorOf('$1')} AND p.reassessment_id = ANY($2::uuid[])
       ORDER BY p.changed_at DESC, p.id DESC`,
      [personId, ids],
    );
    return rows.map(toItem(await this.#programs.known(rows.map((row) => row.program_id))));
  }
}

const toItem =
  (names: ReadonlyMap<string, string>) =>
  (row: Row): PlacementItem => ({
    id: row.id,
    personId: row.person_id,
    reassessmentId: row.reassessment_id,
    status: row.status,
    level: row.level,
    programId: row.program_id,
    programName: (row.program_id && names.get(row.program_id)) ?? null,
    trackId: row.track_id,
    startsOn: row.starts_on,
    trigger: row.trigger_kind,
    reason: row.reason,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    requestedAt: row.requested_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
    messageId: row.message_id,
  });
