import { breaksOldPrograms } from './breaking-migrations.js';

describe('a statement of a migration', () => {
  it.each([
    'DROP TABLE visit',
    'ALTER TABLE visit DROP COLUMN ended_at',
    'ALTER TABLE visit RENAME COLUMN a TO b',
    'ALTER TABLE visit RENAME TO stay',
    'ALTER TABLE visit ALTER COLUMN a SET NOT NULL',
    'ALTER TABLE visit ALTER COLUMN a TYPE int',
    'ALTER TABLE visit ALTER COLUMN a DROP DEFAULT',
    'ALTER TABLE visit ADD COLUMN a int NOT NULL',
    'ALTER TABLE visit ADD COLUMN a int NOT NULL DEFAULT 1, ADD COLUMN b int NOT NULL',
    'ALTER TABLE visit ADD CONSTRAINT c CHECK (a > 0)',
    'ALTER TABLE visit ADD CONSTRAINT c UNIQUE (a)',
  ])('stops old programs: %s', (sql) => {
    expect(breaksOldPrograms(sql)).toBe(true);
  });

  it.each([
    'CREATE TABLE visit (a int NOT NULL)',
    'ALTER TABLE visit ADD COLUMN a int',
    "ALTER TABLE visit ADD COLUMN a text NOT NULL DEFAULT 'x' CHECK (a IN ('x', 'y'))",
    'ALTER TABLE visit ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY NOT NULL',
    'ALTER TABLE visit ALTER COLUMN a DROP NOT NULL',
    'ALTER TABLE visit ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
    'DROP INDEX visit_ended',
    'CREATE INDEX visit_ended ON visit (ended_at)',
    'ALTER TABLE visit DROP CONSTRAINT c',
  ])('lets old programs go on: %s', (sql) => {
    expect(breaksOldPrograms(sql)).toBe(false);
  });
});
