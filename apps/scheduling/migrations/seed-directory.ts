import type { QueryRunner } from 'typeorm';
import type { SeedProgram } from './seed-programs.js';

/** Adds invented programs with their tracks. */
export async function addSeeded(
  runner: QueryRunner,
  programs: readonly SeedProgram[],
): Promise<void> {
  for (const program of programs) {
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

export async function removeSeeded(
  runner: QueryRunner,
  programs: readonly SeedProgram[],
): Promise<void> {
  const ids = programs.map(({ id }) => id);
  await runner.query('DELETE FROM track WHERE program_id = ANY($1)', [ids]);
  await runner.query('DELETE FROM program WHERE id = ANY($1)', [ids]);
}
