import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addSeeded, removeSeeded } from './seed-directory.js';
import { seedPrograms } from './seed-programs.js';

/** Starts a new database with an invented network, so that the first event already finds programs. */
export class SeedDirectory1763787660000 implements MigrationInterface {
  readonly name = 'SeedDirectory1763787660000';

  async up(runner: QueryRunner): Promise<void> {
    await addSeeded(runner, seedPrograms);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeSeeded(runner, seedPrograms);
  }
}
