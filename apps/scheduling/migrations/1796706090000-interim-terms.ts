import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which groups of services count as interim services here, and how many are enough. */
export class InterimTerms1796706090000 implements MigrationInterface {
  readonly name = 'InterimTerms1796706090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE interim_terms (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        groups text[] NOT NULL,
        needed integer NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE interim_terms');
  }
}
