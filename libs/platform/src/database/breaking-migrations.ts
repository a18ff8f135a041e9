import type { DataSource, MigrationInterface } from 'typeorm';

/**
 * A migration after which programs of the release before cannot go on. Everything else only adds: old
 * and new processes share a database during a rolling upgrade, and a rollback brings the old ones back.
 */
export interface BreakingMigration extends MigrationInterface {
  /** What the release before still needed, and since when nothing of it is used any more. */
  readonly breaks: string;
}

export const isBreaking = (migration: MigrationInterface): migration is BreakingMigration =>
  typeof (migration as Partial<BreakingMigration>).breaks === 'string';

export const nameOf = (migration: MigrationInterface): string =>
  migration.name ?? migration.constructor.name;

/** Statements that take away, rename or narrow what an old program reads and writes. */
const BREAKING: readonly RegExp[] = [
  /\bDROP\s+(TABLE|COLUMN|VIEW|TYPE|FUNCTION|SCHEMA)\b/i,
  /\bRENAME\b/i,
  /\bSET\s+NOT\s+NULL\b/i,
  /\bALTER\s+(COLUMN\s+)?\w+\s+(SET\s+DATA\s+)?TYPE\b/i,
  /\bDROP\s+DEFAULT\b/i,
  /\bADD\s+(CONSTRAINT\s+\w+\s+)?(CHECK|UNIQUE|FOREIGN\s+KEY|EXCLUDE)\b(?![^;]*\bNOT\s+VALID\b)/i,
];

/** An added column that may not be empty and that an old program does not know to fill. */
const REQUIRED_COLUMN =
  /\bADD\s+COLUMN\b(?:(?!,\s*ADD\b)[^;])*\bNOT\s+NULL\b(?:(?!,\s*ADD\b)[^;])*/gi;

/** Whether a statement of a migration stops programs of the release before. */
export const breaksOldPrograms = (sql: string): boolean =>
  BREAKING.some((statement) => statement.test(sql)) ||
  [...sql.matchAll(REQUIRED_COLUMN)].some(([column]) => !/\b(DEFAULT|GENERATED)\b/i.test(column));

/**
 * Stops a program that is older than a breaking change of the schema it meets.
 *
 * @throws Error with the migration and its reason; nothing was changed
 */
export async function refuseNewerSchema(
  dataSource: DataSource,
  own: readonly MigrationInterface[],
): Promise<void> {
  const [found] = await dataSource.query<Array<{ there: boolean }>>(
    `SELECT to_regclass('schema_break') IS NOT NULL AS there`,
  );
  if (!found?.there) return;
  const [missing] = await dataSource.query<Array<{ migration: string; why: string }>>(
    'SELECT migration, why FROM schema_break WHERE migration <> ALL ($1) ORDER BY 1',
    [own.map(nameOf)],
  );
  if (missing)
    throw new Error(
      `The database is newer than this program: ${missing.migration} broke with it (${missing.why}). ` +
        'Start the release that made this change, or a later one.',
    );
}

/** Remembers which breaking changes the schema has gone through, for programs that do not know them. */
export async function recordBreaks(
  dataSource: DataSource,
  own: readonly MigrationInterface[],
): Promise<void> {
  const breaking = own.filter(isBreaking);
  if (breaking.length === 0) return;
  await dataSource.query(
    'CREATE TABLE IF NOT EXISTS schema_break (migration text PRIMARY KEY, why text NOT NULL)',
  );
  await dataSource.query(
    `INSERT INTO schema_break SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    [breaking.map(nameOf), breaking.map(({ breaks }) => breaks)],
  );
}
