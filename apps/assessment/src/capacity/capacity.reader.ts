import { Injectable } from '@nestjs/common';
import type { Level } from '@handrail/domain';
import { DataSource } from 'typeorm';

const BY_LEVEL = `
  SELECT track->>'level' AS level, sum((track->>'capacity')::int)::int AS places,
         sum((track->>'used')::int)::int AS used
  FROM program_places, LATERAL jsonb_each(tracks) AS tracks_of (id, track)
  GROUP BY 1`;

export interface PlacesOfLevel {
  readonly places: number;
  readonly used: number;
}

/** Places there are of each level, as far as scheduling has told. */
@Injectable()
export class CapacityReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async byLevel(): Promise<Map<Level, PlacesOfLevel>> {
    const rows =
      await this.#database.query<(PlacesOfLevel & { readonly level: Level })[]>(BY_LEVEL);
    return new Map(rows.map(({ level, places, used }) => [level, { places, used }]));
  }
}
