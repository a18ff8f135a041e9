import { Injectable } from '@nestjs/common';
import type { DeterminationData } from '@handrail/contracts';
import { DataSource } from 'typeorm';
import type { Recorded } from './domain/simulate.js';

const PAGE = 5_000;

// Only what a simulation needs: traces are long, and a year of them need not be read to be counted.
const NEXT_PAGE = `
  SELECT determination_id, reassessment_id, person_id, determined_at, result_level, result_mode, inputs
  FROM determination
  WHERE determined_at >= $1 AND (determined_at, determination_id) < ($2, $3::uuid)
  ORDER BY determined_at DESC, determination_id DESC LIMIT $4`;

const TRACES = `
  SELECT determination_id AS id, result->'trace' AS trace
  FROM determination WHERE determination_id = ANY($1::uuid[])`;

interface Row {
  readonly determination_id: string;
  readonly reassessment_id: string;
  readonly person_id: string;
  readonly determined_at: Date;
  readonly result_level: Recorded['level'];
  readonly result_mode: Recorded['mode'];
  readonly inputs: Recorded['inputs'];
}

/** Every UUID sorts before it. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Determinations as they were recorded, newest first, one page in memory at a time. */
@Injectable()
export class RecordedReader {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async *between(since: string, until: string): AsyncGenerator<readonly Recorded[]> {
    let [time, id] = [until, LAST_ID];
    for (;;) {
      const rows = await this.#database.query<Row[]>(NEXT_PAGE, [since, time, id, PAGE]);
      if (rows.length > 0) yield rows.map(toRecorded);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      [time, id] = [last.determined_at.toISOString(), last.determination_id];
    }
  }

  /** Traces of some determinations, by id. */
  async tracesOf(ids: readonly string[]): Promise<Map<string, DeterminationData['trace']>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database.query<{ id: string; trace: DeterminationData['trace'] }[]>(
      TRACES,
      [ids],
    );
    return new Map(rows.map(({ id, trace }) => [id, trace]));
  }
}

const toRecorded = (row: Row): Recorded => ({
  determinationId: row.determination_id,
  reassessmentId: row.reassessment_id,
  personId: row.person_id,
  determinedAt: row.determined_at.toISOString(),
  level: row.result_level,
  mode: row.result_mode,
  inputs: row.inputs,
});
