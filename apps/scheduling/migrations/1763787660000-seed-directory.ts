import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedPrograms } from './seed-programs.js';

/** Starts a new database with an invented network, so that the first event already finds programs. */
export class SeedDirectory1763787660000 implements MigrationInterface {
  readonly name = 'SeedDirectory1763787660000';

  async up(runner: QueryRunner): Promise<void> {
    for (const program of seedPrograms) {
      await runner.query(
        `INSERT INTO program (id, name, level, regions, time_zone, payers, capabilities, acceptance)
         VALUES ($1, $2, $3, $4, 'America/New_York', $5, $6, $7)`,
        [
          program.id,
          program.name,
          program.level,
          program.regions,
          program.payers,
          program.capabilities,
          program.acceptance ?? 'automatic',
        ],
      );
      for (const [position, track] of program.tracks.entries())
        await runner.query(
          `INSERT INTO track
             (program_id, id, position, days, opens, closes, modality, capacity, as_of)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, date_trunc('milliseconds', clock_timestamp()))`,
          [
            program.id,
            track.id,
            position,
            track.days,
            track.hours?.[0] ?? null,
            track.hours?.[1] ?? null,
            track.modality ?? 'on-site',
            track.capacity,
          ],
        );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const ids = seedPrograms.map((program) => program.id);
    await runner.query('DELETE FROM track WHERE program_id = ANY($1)', [ids]);
    await runner.query('DELETE FROM program WHERE id = ANY($1)', [ids]);
  }
}
