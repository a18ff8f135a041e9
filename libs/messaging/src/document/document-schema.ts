/**
 * What a table of documents needs to be written by what changed; see docs/adr/0031. Migrations that were
 * released say this: it stays as it is, and another form gets a name of its own.
 *
 * Programs of the release before know nothing of changes: they would read a document without them, and write
 * that. So where there were documents, or events were handled, before this schema came, documents go on being
 * written whole, and changes are only read; the release after says otherwise. Where an installation begins
 * with it, they are written from the start. A program of an older release that is put back there is stopped by
 * the table itself before it loses anything.
 */
export const documentChanges = (table: string) => ({
  up: [
    `ALTER TABLE ${table} ADD COLUMN bytes int`,
    // What changed of a large document since it was written whole, in order.
    `CREATE TABLE ${table}_change (
       person_id uuid NOT NULL,
       place int NOT NULL,
       change jsonb NOT NULL,
       bytes int NOT NULL,
       PRIMARY KEY (person_id, place)
     )`,
    'CREATE TABLE document_writing (by_changes boolean NOT NULL)',
    `DO $$
     DECLARE is_new boolean;
     BEGIN
       SELECT NOT EXISTS (SELECT FROM ${table}) INTO is_new;
       IF is_new AND to_regclass('inbox') IS NOT NULL THEN
         SELECT NOT EXISTS (SELECT FROM inbox) INTO is_new;
       END IF;
       INSERT INTO document_writing VALUES (is_new);
     END $$`,
    `CREATE FUNCTION ${table}_keeps_changes() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.bytes IS NOT DISTINCT FROM OLD.bytes
          AND EXISTS (SELECT FROM ${table}_change AS later WHERE later.person_id = NEW.person_id) THEN
         RAISE EXCEPTION 'a program of an older release writes a document without what changed of it';
       END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER ${table}_keeps_changes BEFORE UPDATE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION ${table}_keeps_changes()`,
  ],
  down: [
    `DROP TRIGGER ${table}_keeps_changes ON ${table}`,
    `DROP FUNCTION ${table}_keeps_changes()`,
    `DROP TABLE document_writing, ${table}_change`,
    `ALTER TABLE ${table} DROP COLUMN bytes`,
  ],
});
