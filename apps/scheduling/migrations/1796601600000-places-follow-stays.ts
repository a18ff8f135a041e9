import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Places follow the person: what is known of stays, what becomes of a place, from when somebody who
 * waits is free, and which facilities a program is. Places given before have no course yet.
 */
export class PlacesFollowStays1796601600000 implements MigrationInterface {
  readonly name = 'PlacesFollowStays1796601600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE program ADD COLUMN facilities text[] NOT NULL DEFAULT '{}';
      CREATE INDEX program_facilities ON program (id) WHERE facilities <> '{}';
      ALTER TABLE placement
        ADD COLUMN time_zone text,
        ADD COLUMN course jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN free_from timestamptz;
      UPDATE placement AS p SET time_zone = program.time_zone
      FROM program WHERE program.id = p.program_id AND p.status IN ('offered', 'confirmed');
      CREATE TABLE stay_history (
        person_id uuid PRIMARY KEY,
        stays jsonb NOT NULL,
        retracted text[] NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE stay_history;
      ALTER TABLE placement DROP COLUMN free_from, DROP COLUMN course, DROP COLUMN time_zone;
      DROP INDEX program_facilities;
      ALTER TABLE program DROP COLUMN facilities;
    `);
  }
}
