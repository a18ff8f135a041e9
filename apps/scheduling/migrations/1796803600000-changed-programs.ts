import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Programs and tracks know the transaction that changed them last, so that a process that has the
 * directory in memory reads only what it has not seen. It is the table's own business: ten statements
 * change places, and one that forgot to say so would leave somebody waiting beside a free place.
 */
export class ChangedPrograms1796803600000 implements MigrationInterface {
  readonly name = 'ChangedPrograms1796803600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE program ADD COLUMN changed_in xid8;
      ALTER TABLE track ADD COLUMN changed_in xid8;
      CREATE INDEX program_changed ON program (changed_in);
      CREATE INDEX track_changed ON track (changed_in);
      CREATE FUNCTION note_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.changed_in := pg_current_xact_id();
        RETURN NEW;
      END $$;
      CREATE TRIGGER program_changes BEFORE INSERT OR UPDATE ON program
        FOR EACH ROW EXECUTE FUNCTION note_transaction();
      CREATE TRIGGER track_added BEFORE INSERT ON track
        FOR EACH ROW EXECUTE FUNCTION note_transaction();
    `);
    // That counts were published changes nothing about the places.
    await runner.query(`
      CREATE TRIGGER track_changes BEFORE UPDATE ON track
        FOR EACH ROW WHEN (NEW.announced_version = OLD.announced_version)
        EXECUTE FUNCTION note_transaction()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER track_changes ON track;
      DROP TRIGGER track_added ON track;
      DROP TRIGGER program_changes ON program;
      DROP FUNCTION note_transaction();
      ALTER TABLE track DROP COLUMN changed_in;
      ALTER TABLE program DROP COLUMN changed_in;
    `);
  }
}
