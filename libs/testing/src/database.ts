import { randomBytes } from 'node:crypto';
import { dropDatabase, ensureDatabase } from '@handrail/platform';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

/** Address of the server that the global set-up of this test run started or found. */
export function testServerUrl(): string {
  const url = process.env['HANDRAIL_TEST_DATABASE_URL'];
  if (!url) throw new Error('There is no test database: this test belongs into an int-spec.');
  return url;
}

/** A new empty database of its own, named after its purpose. */
export async function testDatabase(purpose = 'test'): Promise<TestDatabase> {
  const server = testServerUrl();
  const name = `${purpose.replaceAll(/[^a-z0-9_]/g, '_')}_${randomBytes(5).toString('hex')}`;
  return {
    url: await ensureDatabase(server, name),
    name,
    drop: () => dropDatabase(server, name),
  };
}
