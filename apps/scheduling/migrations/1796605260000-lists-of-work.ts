import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every list of placements is read from an index in its order, however many placements there were. */
export class ListsOfWork1796605260000 implements MigrationInterface {
  readonly name = 'ListsOfWork1796605260000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX placement_status ON placement (status, created_at DESC, id DESC);
      CREATE INDEX placement_program_newest ON placement (program_id, created_at DESC, id DESC);
      CREATE INDEX placement_wait_reason ON placement (wait_reason, created_at DESC, id DESC)
        WHERE status = 'waitlisted';
      CREATE INDEX placement_needs_review ON placement (created_at DESC, id DESC)
        WHERE needs_review IS NOT NULL;
      CREATE INDEX placement_not_started ON placement (created_at DESC, id DESC)
        WHERE status = 'confirmed' AND (course ->> 'notStartedAt') IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX placement_not_started, placement_needs_review, placement_wait_reason,
        placement_program_newest, placement_status`);
  }
}
