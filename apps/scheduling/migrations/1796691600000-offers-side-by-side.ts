import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Offers of their own, so that several programs can be asked at once: each open one holds one place, and
 * a placement holds no track twice. Offers that are open already go on as the first of their placement.
 * Programs may state when they answer, and are asked for their places when they decline as full.
 */
export class OffersSideBySide1796691600000 implements MigrationInterface {
  readonly name = 'OffersSideBySide1796691600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE program ADD COLUMN admission_hours jsonb;
      ALTER TABLE track ADD COLUMN asked_at timestamptz;
      ALTER TABLE placement ADD COLUMN confirmed_at timestamptz;
      CREATE INDEX placement_ask_person ON placement (created_at DESC, id DESC)
        WHERE status = 'confirmed' AND NOT attended AND (course ->> 'agreedAt') IS NULL
          AND (course ->> 'arrival') IS NULL;
      CREATE TABLE offer (
        id uuid PRIMARY KEY,
        placement_id uuid NOT NULL REFERENCES placement (id),
        program_id text NOT NULL,
        track_id text NOT NULL,
        starts_on date NOT NULL,
        time_zone text NOT NULL,
        plan jsonb,
        level text NOT NULL,
        needs text[] NOT NULL DEFAULT '{}',
        status text NOT NULL CHECK (status IN
          ('sent', 'acknowledged', 'accepted', 'declined', 'lapsed', 'withdrawn')),
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        ended_at timestamptz,
        reason text,
        hours jsonb,
        CONSTRAINT offer_holds_until_ended
          CHECK (ended_at IS NULL OR status NOT IN ('sent', 'acknowledged'))
      );
      CREATE INDEX offer_placement ON offer (placement_id);
      CREATE UNIQUE INDEX offer_one_hold ON offer (placement_id, program_id, track_id)
        WHERE status IN ('sent', 'acknowledged');
      CREATE UNIQUE INDEX offer_one_accepted ON offer (placement_id) WHERE status = 'accepted';
      CREATE INDEX offer_newest ON offer (made_at DESC, id DESC);
      CREATE INDEX offer_program ON offer (program_id, made_at DESC, id DESC);
      CREATE INDEX offer_status ON offer (status, made_at DESC, id DESC);
      INSERT INTO offer (id, placement_id, program_id, track_id, starts_on, time_zone, plan, level,
                         status, made_at, expires_at)
        SELECT id, id, program_id, track_id, starts_on, time_zone, plan, level, 'sent', created_at,
               offer_expires_at
        FROM placement WHERE status = 'offered' AND starts_on IS NOT NULL AND time_zone IS NOT NULL
          AND offer_expires_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE offer;
      DROP INDEX placement_ask_person;
      ALTER TABLE placement DROP COLUMN confirmed_at;
      ALTER TABLE track DROP COLUMN asked_at;
      ALTER TABLE program DROP COLUMN admission_hours;
    `);
  }
}
