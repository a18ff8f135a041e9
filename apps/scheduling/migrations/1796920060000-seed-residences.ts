import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addSeeded, removeSeeded } from './seed-directory.js';
import { seedResidences } from './seed-programs.js';

/** Gives the invented network its recovery residences; a network of real programs adds its own. */
export class SeedResidences1796920060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [network] = (await runner.query(
      `SELECT EXISTS (SELECT FROM program WHERE id = 'evergreen-circle') AS invented`,
    )) as Array<{ invented: boolean }>;
    if (network?.invented) await addSeeded(runner, seedResidences);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeSeeded(runner, seedResidences);
  }
}
