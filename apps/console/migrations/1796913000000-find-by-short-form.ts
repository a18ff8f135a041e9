import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People say the last eight digits of a person's id to each other, and look for them. */
export class FindByShortForm1796913000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX recent_event_short_form ON recent_event (right(person_id::text, 8))',
    );
    await runner.query(
      'CREATE INDEX merged_person_short_form ON merged_person (right(retired_id::text, 8))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX recent_event_short_form, merged_person_short_form');
  }
}
