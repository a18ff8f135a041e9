import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tracks with several blocks of hours, days programs are closed, and what was announced of a placement
 * before its plan changed, so that its calendar can cancel it.
 */
export class ClosuresAndCalendars1796630460000 implements MigrationInterface {
  readonly name = 'ClosuresAndCalendars1796630460000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE track ADD COLUMN session_blocks jsonb;
      ALTER TABLE program
        ADD COLUMN closures jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN calendar_version integer NOT NULL DEFAULT 0,
        ADD COLUMN short_weeks jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE placement
        ADD COLUMN former_plans jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN pauses jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN left_at timestamptz;
      UPDATE placement SET left_at = updated_at WHERE status = 'completed' AND plan IS NOT NULL;
      INSERT INTO timer (key, name, id, type, due_at, data, causation_id, correlation_id)
      SELECT id, 'week', gen_random_uuid(), 'timer.scheduling.week-ahead', now(), '{}', id, id
      FROM program WHERE level IN ('IOP', 'PHP');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM timer WHERE type = 'timer.scheduling.week-ahead';
      ALTER TABLE placement DROP COLUMN left_at, DROP COLUMN pauses, DROP COLUMN former_plans;
      ALTER TABLE program DROP COLUMN short_weeks, DROP COLUMN calendar_version,
        DROP COLUMN closures;
      ALTER TABLE track DROP COLUMN session_blocks`);
  }
}
