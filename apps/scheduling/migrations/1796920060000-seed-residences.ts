import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addSeeded, removeSeeded } from './seed-directory.js';
import { seedPrograms, seedResidences } from './seed-programs.js';

/**
 * Gives the invented network its recovery residences, as long as it is just that: a network that has added,
 * renamed or closed a program is real, and nobody may be sent to a house that is not there.
 */
export class SeedResidences1796920060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [network] = (await runner.query(
      `SELECT count(*) = $3 AND bool_and(NOT p.closed AND s.name IS NOT NULL) AS invented
       FROM program AS p LEFT JOIN unnest($1::text[], $2::text[]) AS s(id, name) USING (id, name)`,
      [seedPrograms.map(({ id }) => id), seedPrograms.map(({ name }) => name), seedPrograms.length],
    )) as Array<{ invented: boolean | null }>;
    if (!network?.invented) return;
    await addSeeded(runner, seedResidences);
    // A process of the release before would tell of them, in an event that does not know their level.
    await runner.query('UPDATE track SET announced_version = version WHERE program_id = ANY($1)', [
      seedResidences.map(({ id }) => id),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeSeeded(runner, seedResidences);
  }
}
