import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links by which a program confirms its places, each used once, and the key they are signed with. */
export class CapacityLinks1796630520000 implements MigrationInterface {
  readonly name = 'CapacityLinks1796630520000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capacity_link (
        id uuid PRIMARY KEY,
        program_id text NOT NULL REFERENCES program (id),
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE TABLE capacity_link_key (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        key text NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE capacity_link_key; DROP TABLE capacity_link');
  }
}
