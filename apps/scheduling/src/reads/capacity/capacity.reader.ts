import { Injectable } from '@nestjs/common';
import { DAY_MS } from '@handrail/domain';
import { toPage, type Page, type PageQuery } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { PLAN_OVER } from '../../placement/placement.timers.js';
import { trackKey } from '../../program/domain/program.js';
import { SELECT_PROGRAMS, toProgram, type StoredProgram } from '../../program/program-row.js';
import { toTrackCapacityView, type TrackCapacityView } from './capacity.dto.js';

/** Which tracks a page of the board is about, by name; the whole program is read beside each. */
const PAGE = `
  SELECT listed.*, t.id AS track FROM track AS t
  JOIN (${SELECT_PROGRAMS}) AS listed ON listed.id = t.program_id
  WHERE ($1::text IS NULL OR listed.level = $1) AND ($2::text IS NULL OR $2 = ANY(listed.regions))
    AND ($3::text IS NULL OR (t.program_id, t.id) > ($3, $4))
    AND ($5::text IS NULL OR t.program_id = $5) AND ($6::text IS NULL OR t.id = $6)
  ORDER BY t.program_id, t.id LIMIT $7`;

/** How far ahead ends are expected. */
const AHEAD_DAYS = 7;

// A plan of sessions has a timer for its end; a stay has the day its discharge is planned for.
const EXPECTED = `
  SELECT p.program_id, p.track_id, count(*)::int AS ends FROM placement AS p
  LEFT JOIN timer AS plan ON plan.key = p.person_id::text AND plan.name = 'plan:' || p.id
    AND plan.type = '${PLAN_OVER}'
  LEFT JOIN stay_history AS h ON h.person_id = p.person_id AND plan.key IS NULL
  LEFT JOIN LATERAL (
    SELECT max((stay -> 'plan' ->> 'plannedFor')::timestamptz) AS planned_for
    FROM jsonb_array_elements(h.stays) AS stay
    WHERE stay ->> 'stayId' = p.course -> 'arrival' ->> 'stayId' AND stay -> 'end' = 'null') AS s ON true
  WHERE p.status = 'confirmed' AND p.program_id = ANY($1::text[])
    AND coalesce(plan.due_at, s.planned_for) < $2::timestamptz
  GROUP BY p.program_id, p.track_id`;

interface BoardRow extends StoredProgram {
  readonly track: string;
}

interface ExpectedRow {
  readonly program_id: string;
  readonly track_id: string;
  readonly ends: number;
}

export interface BoardFilter {
  readonly level?: string;
  readonly region?: string;
  readonly programId?: string;
  readonly trackId?: string;
}

/** How full every track is, and how far each number can be believed. */
@Injectable()
export class CapacityReader {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async page(filter: BoardFilter, { limit, after }: PageQuery): Promise<Page<TrackCapacityView>> {
    const rows: BoardRow[] = await this.#dataSource.query(PAGE, [
      filter.level ?? null,
      filter.region ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.programId ?? null,
      filter.trackId ?? null,
      limit + 1,
    ]);
    const now = new Date();
    const ends = await this.#expectedEnds([...new Set(rows.map(({ id }) => id))], now);
    return toPage(
      rows,
      limit,
      (row) => [row.id, row.track],
      (row) => {
        const program = toProgram(row);
        const track = program.tracks.find(({ id }) => id === row.track)!;
        const expectedEnds = ends.get(trackKey(program.id, track.id)) ?? 0;
        const shown = { program, track, version: row.version, expectedEnds };
        return toTrackCapacityView(shown, now.toISOString());
      },
    );
  }

  async byTrack(programId: string, trackId: string): Promise<TrackCapacityView | undefined> {
    const { items } = await this.page({ programId, trackId }, { limit: 1, after: null });
    return items[0];
  }

  async #expectedEnds(programIds: readonly string[], now: Date): Promise<Map<string, number>> {
    if (programIds.length === 0) return new Map();
    const until = new Date(now.getTime() + AHEAD_DAYS * DAY_MS);
    const rows: ExpectedRow[] = await this.#dataSource.query(EXPECTED, [programIds, until]);
    return new Map(rows.map((row) => [trackKey(row.program_id, row.track_id), row.ends]));
  }
}
