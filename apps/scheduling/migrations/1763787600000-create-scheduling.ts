import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of scheduling.
 *
 * `program` and `track`  the directory; a track's counts follow from placements and the CHECKs make an
 *              overbooked track impossible to commit, whatever the code believes.
 * `directory_version` one row that grows with every change of what programs offer, and
 * `directory_change`  what changed since for whom, until everybody it concerns was looked at again.
 * `placement`  one row per request for a place, from the line to its end.
 */
export class CreateScheduling1763787600000 implements MigrationInterface {
  readonly name = 'CreateScheduling1763787600000';

  async up(runner: QueryRunner): Promise<void> {
    await createDirectory(runner);
    await createPlacements(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE placement, directory_change, directory_version, track, program');
  }
}

async function createDirectory(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE program (
      id text PRIMARY KEY,
      name text NOT NULL,
      level text NOT NULL,
      regions text[] NOT NULL,
      time_zone text NOT NULL,
      payers text[] NOT NULL,
      capabilities text[] NOT NULL,
      acceptance text NOT NULL CHECK (acceptance IN ('automatic', 'by-offer')),
      closed boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  await runner.query(`
    CREATE TABLE track (
      program_id text NOT NULL REFERENCES program (id),
      id text NOT NULL,
      position integer NOT NULL,
      days text[] NOT NULL,
      opens text,
      closes text,
      modality text NOT NULL CHECK (modality IN ('on-site', 'virtual')),
      capacity integer NOT NULL,
      planned_capacity integer,
      used integer NOT NULL DEFAULT 0,
      held integer NOT NULL DEFAULT 0,
      occupied_reported integer,
      taken_elsewhere integer NOT NULL DEFAULT 0,
      as_of timestamptz,
      version bigint NOT NULL DEFAULT 1,
      announced_version bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (program_id, id),
      CONSTRAINT track_used CHECK (used >= 0),
      CONSTRAINT track_held CHECK (held >= 0),
      CONSTRAINT track_not_overbooked CHECK (used + held <= capacity),
      CONSTRAINT track_planned CHECK (planned_capacity >= 0 AND planned_capacity < capacity)
    )`);
  await runner.query(
    `CREATE INDEX track_unannounced ON track (program_id) WHERE announced_version < version`,
  );
  await runner.query(`
    CREATE TABLE directory_version (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      version bigint NOT NULL
    )`);
  await runner.query('INSERT INTO directory_version (version) VALUES (1)');
  await runner.query(`
    CREATE TABLE directory_change (
      version bigint NOT NULL,
      level text NOT NULL,
      regions text[] NOT NULL,
      PRIMARY KEY (version, level)
    )`);
}

async function createPlacements(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE placement (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL,
      level text NOT NULL,
      status text NOT NULL CHECK (status IN ('requested', 'offered', 'confirmed', 'waitlisted',
                                             'declined', 'withdrawn', 'completed')),
      support jsonb NOT NULL,
      need jsonb NOT NULL,
      region text,
      priority_class smallint NOT NULL CHECK (priority_class BETWEEN 1 AND 4),
      priority_since timestamptz NOT NULL,
      requested_at timestamptz NOT NULL,
      determined_at timestamptz NOT NULL,
      program_id text,
      track_id text,
      starts_on date,
      plan jsonb,
      wait_reason text,
      end_reason text,
      offer_expires_at timestamptz,
      declined_tracks text[] NOT NULL DEFAULT '{}',
      preferred_track text,
      displaced_by uuid,
      follows uuid,
      attended boolean NOT NULL DEFAULT false,
      needs_review text,
      needs_look boolean NOT NULL,
      eligible_tracks text[] NOT NULL DEFAULT '{}',
      weighed_version bigint NOT NULL DEFAULT 0,
      candidates jsonb,
      cause jsonb NOT NULL,
      reassessment_id uuid NOT NULL,
      determination_id uuid NOT NULL,
      message_id uuid NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT placement_place CHECK
        (status NOT IN ('offered', 'confirmed') OR (program_id IS NOT NULL AND track_id IS NOT NULL)),
      CONSTRAINT placement_waiting CHECK ((status = 'waitlisted') = (wait_reason IS NOT NULL)),
      CONSTRAINT placement_look CHECK (NOT needs_look OR status IN ('requested', 'waitlisted'))
    )`);
  for (const index of [
    `CREATE UNIQUE INDEX placement_one_confirmed ON placement (person_id)
       WHERE status = 'confirmed'`,
    `CREATE INDEX placement_person ON placement (person_id)`,
    `CREATE INDEX placement_newest ON placement (created_at DESC, id DESC)`,
    `CREATE INDEX placement_program ON placement (program_id, status, created_at DESC, id DESC)`,
    `CREATE INDEX placement_unseen ON placement (priority_class, requested_at, id)
       WHERE needs_look`,
    `CREATE INDEX placement_line ON placement (priority_class, requested_at, id)
       WHERE status = 'waitlisted'`,
    `CREATE INDEX placement_weighed ON placement (level, weighed_version)
       WHERE status = 'waitlisted'`,
    `CREATE INDEX placement_eligible ON placement USING gin (eligible_tracks)
       WITH (fastupdate = off) WHERE status = 'waitlisted'`,
  ])
    await runner.query(index);
}
