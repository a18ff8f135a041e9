import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each source usually sends, the numbers it counts by, and the alarms that followed. */
export class WatchFeeds1795996800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['feed_alarm', 'feed_sequence', 'feed_hour'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const UP = [
  // Names of sources are as long as senders like; their hash is what everything goes by.
  `CREATE TABLE feed_hour (
     feed_id uuid NOT NULL,
     hour timestamptz NOT NULL,
     source text NOT NULL,
     received int NOT NULL,
     discharges int NOT NULL,
     updates int NOT NULL,
     last_at timestamptz NOT NULL,
     PRIMARY KEY (feed_id, hour)
   )`,
  'CREATE INDEX feed_hour_newest ON feed_hour (hour)',
  `CREATE TABLE feed_sequence (
     feed_id uuid NOT NULL,
     sequence bigint NOT NULL,
     received_at timestamptz NOT NULL,
     arrival bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
   )`,
  'CREATE INDEX feed_sequence_newest ON feed_sequence (received_at)',
  `CREATE TABLE feed_alarm (
     feed_id uuid NOT NULL,
     alarm text NOT NULL CHECK (alarm IN ('silence', 'sequence-gap', 'a08-flood', 'a03-drop')),
     raised_at timestamptz NOT NULL,
     since timestamptz NOT NULL,
     expected int NOT NULL,
     observed int NOT NULL,
     cleared_at timestamptz,
     PRIMARY KEY (feed_id, alarm, raised_at)
   )`,
  'CREATE UNIQUE INDEX feed_alarm_standing ON feed_alarm (feed_id, alarm) WHERE cleared_at IS NULL',
];
