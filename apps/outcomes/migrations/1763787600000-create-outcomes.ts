import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE person_outcomes (
     person_id uuid PRIMARY KEY,
     state jsonb NOT NULL
   )`,
  `CREATE TABLE person_alias (
     retired_id uuid PRIMARY KEY,
     survivor_id uuid NOT NULL
   )`,
  `CREATE TABLE journey_item (
     event_id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     rank smallint NOT NULL,
     kind text NOT NULL,
     title text NOT NULL,
     caused_by text NOT NULL,
     message_id text NOT NULL,
     about jsonb NOT NULL
   )`,
  `CREATE INDEX journey_item_person ON journey_item (person_id, at, rank, event_id)`,
  `CREATE INDEX journey_item_message ON journey_item (message_id)`,
  `CREATE TABLE follow_up (
     follow_up_id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     stay_id uuid NOT NULL,
     days smallint NOT NULL,
     discharged_at timestamptz NOT NULL,
     due_at timestamptz NOT NULL,
     status text NOT NULL CHECK (status IN ('open', 'met', 'missed', 'superseded', 'cancelled')),
     met_at timestamptz
   )`,
  `CREATE INDEX follow_up_due ON follow_up (due_at, follow_up_id)`,
  `CREATE INDEX follow_up_person ON follow_up (person_id)`,
  `CREATE TABLE episode (
     episode_id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     opened_at timestamptz NOT NULL,
     closed_at timestamptz,
     reason text
   )`,
  `CREATE INDEX episode_person ON episode (person_id)`,
  `CREATE TABLE repetition (
     detection_id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     pattern text NOT NULL CHECK (pattern IN ('returns-in-window', 'second-detox')),
     at timestamptz NOT NULL,
     status text NOT NULL CHECK (status IN ('announced', 'falling', 'withdrawn'))
   )`,
  `CREATE INDEX repetition_person ON repetition (person_id)`,
];

export class CreateOutcomes1763787600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE person_outcomes, person_alias, journey_item, follow_up, episode, repetition',
    );
  }
}
