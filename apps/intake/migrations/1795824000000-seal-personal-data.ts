import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names, contact data, identifiers, consents and raw messages are kept sealed. The migration before this
 * one refuses a database that holds any, so there is nothing to seal here.
 */
export class SealPersonalData1795824000000 implements MigrationInterface {
  readonly breaks = 'personal data lies sealed; programs before read and wrote it plain';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, plain, type } of COLUMNS) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN ${plain}`);
      await runner.query(`ALTER TABLE ${table} ADD COLUMN sealed_${plain} ${type}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, plain } of COLUMNS) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN sealed_${plain}`);
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${plain} ${PLAIN_TYPES[plain]}`);
    }
  }
}

const COLUMNS = [
  { table: 'message', plain: 'raw', type: 'bytea NOT NULL' },
  { table: 'message', plain: 'headers', type: 'bytea' },
  { table: 'person', plain: 'details', type: 'bytea NOT NULL' },
  { table: 'identifier', plain: 'value', type: 'bytea NOT NULL' },
  { table: 'consent', plain: 'document', type: 'bytea NOT NULL' },
] as const;

const PLAIN_TYPES = {
  raw: `bytea NOT NULL DEFAULT ''`,
  headers: 'jsonb',
  details: `jsonb NOT NULL DEFAULT '{}'`,
  value: `text NOT NULL DEFAULT ''`,
  document: `jsonb NOT NULL DEFAULT '{}'`,
} as const;
