import type { Level } from '@handrail/domain';

/**
 * How full some programs of treatment are, with the crossing they are in: of recovery residences the State is
 * owed nothing. A place that is offered admits nobody yet.
 */
export const FULLNESS = `
  SELECT p.id AS program_id, p.level, n.id AS notice_id,
         sum(t.capacity - t.blocked)::int AS capacity, sum(t.used + t.taken_elsewhere)::int AS taken
  FROM program AS p JOIN track AS t ON t.program_id = p.id
  LEFT JOIN capacity_notice AS n ON n.program_id = p.id AND n.ended_at IS NULL
  WHERE p.id = ANY($1::text[]) AND p.level <> 'RR' GROUP BY p.id, p.level, n.id`;

export interface FullnessRow {
  readonly program_id: string;
  readonly level: Level;
  readonly notice_id: string | null;
  readonly capacity: number;
  readonly taken: number;
}

export const ADD_NOTICE = `
  INSERT INTO capacity_notice (id, program_id, level, taken, capacity, reached_at, due_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** The notice is still owed: what is over is that it was being reached. */
export const END_CROSSING = 'UPDATE capacity_notice SET ended_at = $2 WHERE id = $1';

/** Of two who act on the same version the second changes nothing. */
export const SET_GIVEN = `
  UPDATE capacity_notice SET given_at = $3, version = version + 1
  WHERE id = $1 AND version = $2 RETURNING version`;

export const NOTICE = `
  SELECT id, program_id, level, reached_at, due_at, given_at, version FROM capacity_notice
  WHERE id = $1`;

export interface NoticeRow {
  readonly id: string;
  readonly program_id: string;
  readonly level: Level;
  readonly reached_at: Date;
  readonly due_at: Date;
  readonly given_at: Date | null;
  readonly version: number;
}
