import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices to the State of programs that are nearly full (45 CFR 96.126(a)). */
export class CapacityNotices1796706060000 implements MigrationInterface {
  readonly name = 'CapacityNotices1796706060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capacity_notice (
        id uuid PRIMARY KEY,
        program_id text NOT NULL REFERENCES program (id),
        level text NOT NULL,
        taken integer NOT NULL,
        capacity integer NOT NULL,
        reached_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        given_at timestamptz,
        ended_at timestamptz,
        version integer NOT NULL DEFAULT 1
      );
      CREATE UNIQUE INDEX capacity_notice_one_crossing ON capacity_notice (program_id)
        WHERE ended_at IS NULL;
      CREATE INDEX capacity_notice_open ON capacity_notice (due_at, id) WHERE given_at IS NULL;
      CREATE INDEX capacity_notice_newest ON capacity_notice (reached_at DESC, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE capacity_notice');
  }
}
