import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ensureKeyFile,
  startEmbeddedPostgres,
  startService,
  withDatabase,
  dropDatabase,
} from '@handrail/platform';
import type { ServiceDefinition } from '@handrail/platform';
import pg from 'pg';
import { jsonText, type Artifact } from './artifact.js';
import { definitionOf, SERVICES } from './definitions.js';
import { dumpSchema } from './schema-dump.js';

/** What only a running service can tell: its OpenAPI page and the schema its migrations lead to. */
export async function describedByServices(): Promise<Artifact[]> {
  const server = await databaseServer();
  try {
    const artifacts: Artifact[] = [];
    for (const service of SERVICES) {
      artifacts.push(...(await describe(await definitionOf(service), server.url)));
    }
    return artifacts;
  } finally {
    await server.stop();
  }
}

async function databaseServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['HANDRAIL_DATABASE_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'handrail-generate-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

async function describe(definition: ServiceDefinition, serverUrl: string): Promise<Artifact[]> {
  const prefix = `generate_${randomBytes(4).toString('hex')}_`;
  const keys = await mkdtemp(join(tmpdir(), 'handrail-generate-'));
  const running = await startService(definition, {
    HANDRAIL_DATABASE_URL: serverUrl,
    HANDRAIL_DATABASE_PREFIX: prefix,
    HANDRAIL_PORT: '0',
    HANDRAIL_MLLP_PORT: '0',
    HANDRAIL_ROLES: 'http',
    HANDRAIL_MASTER_KEY_FILE: await ensureKeyFile(join(keys, 'master.key')),
    HANDRAIL_LOG_LEVEL: 'error',
  });
  try {
    const document = await (await fetch(`${running.url}/openapi.json`)).json();
    const { name } = definition;
    return [
      { path: `docs/openapi/${name}.json`, text: jsonText(document) },
      { path: `apps/${name}/migrations/schema.sql`, text: await dumpOf(serverUrl, prefix + name) },
    ];
  } finally {
    await running.stop();
    for (const name of [definition.name, 'log']) await dropDatabase(serverUrl, prefix + name);
    await rm(keys, { recursive: true, force: true });
  }
}

async function dumpOf(serverUrl: string, database: string): Promise<string> {
  const client = new pg.Client({ connectionString: withDatabase(serverUrl, database) });
  await client.connect();
  try {
    return await dumpSchema(async (sql) => (await client.query<Record<string, string>>(sql)).rows);
  } finally {
    await client.end();
  }
}
