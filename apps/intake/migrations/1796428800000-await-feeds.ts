import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sources that state how often they send and were not heard of yet, and whose profile each feed is read with. */
export class AwaitFeeds1796428800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['awaited_feed', 'feed_profile']) await runner.query(`DROP TABLE ${table}`);
  }
}

const UP = [
  // Its name is not known before its first message: until then it is known by its profile.
  `CREATE TABLE awaited_feed (
     profile text PRIMARY KEY,
     feed_id uuid NOT NULL UNIQUE,
     since timestamptz NOT NULL
   )`,
  // A profile may match by universal ids, which the name of a feed does not have.
  `CREATE TABLE feed_profile (
     feed_id uuid PRIMARY KEY,
     profile text NOT NULL,
     noted_at timestamptz NOT NULL
   )`,
];
