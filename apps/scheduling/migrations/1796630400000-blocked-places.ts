import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Places that are out of service for a while, what every number of places rests on, and who changed them.
 * A blocked place is never given out: the CHECK refuses a statement that would.
 */
export class BlockedPlaces1796630400000 implements MigrationInterface {
  readonly name = 'BlockedPlaces1796630400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE track
        ADD COLUMN place_blocks jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN blocked_asked integer NOT NULL DEFAULT 0,
        ADD COLUMN blocked integer NOT NULL DEFAULT 0,
        ADD COLUMN capacity_source text NOT NULL DEFAULT 'person',
        ADD COLUMN occupied_as_of timestamptz,
        ADD COLUMN occupied_source text,
        ADD COLUMN used_as_of timestamptz;
      UPDATE track SET capacity_source = 'report', occupied_as_of = as_of, occupied_source = 'report'
      WHERE occupied_reported IS NOT NULL;
      ALTER TABLE track
        ADD CONSTRAINT track_spares_blocked CHECK (used + held + blocked <= capacity) NOT VALID;
      ALTER TABLE track ADD CONSTRAINT track_blocked CHECK (blocked >= 0) NOT VALID;
      CREATE TABLE program_act (
        id uuid PRIMARY KEY,
        program_id text NOT NULL REFERENCES program (id),
        track_id text,
        kind text NOT NULL,
        done_by text NOT NULL,
        reason text NOT NULL,
        detail jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX program_act_newest ON program_act (program_id, at DESC, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE program_act;
      ALTER TABLE track DROP CONSTRAINT track_blocked, DROP CONSTRAINT track_spares_blocked,
        DROP COLUMN used_as_of, DROP COLUMN occupied_source, DROP COLUMN occupied_as_of,
        DROP COLUMN capacity_source, DROP COLUMN blocked, DROP COLUMN blocked_asked,
        DROP COLUMN place_blocks`);
  }
}
