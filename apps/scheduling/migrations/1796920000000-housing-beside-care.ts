import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person has one place of care, and beside it one in a recovery residence (level RR). The new index stands
 * before the old one goes, so that no moment is without a guard; a process of the release before writes no
 * RR and is guarded as before. `HANDRAIL_RECOVERY_HOUSING=false` keeps residences from being asked for until
 * none is left (ADR 0035).
 */
export class HousingBesideCare1796920000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNIQUE INDEX placement_one_confirmed_of_kind ON placement (person_id, (level = 'RR'))
      WHERE status = 'confirmed'`);
    await runner.query('DROP INDEX placement_one_confirmed');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNIQUE INDEX placement_one_confirmed ON placement (person_id)
      WHERE status = 'confirmed'`);
    await runner.query('DROP INDEX placement_one_confirmed_of_kind');
  }
}
