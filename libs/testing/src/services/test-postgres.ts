import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@handrail/platform';
import { dockerAnswers } from '../docker.js';

export interface TestPostgres {
  readonly url: string;
  /** Where it came from, for the line that tells what a test run used. */
  readonly source: string;
  stop(): Promise<void>;
}

/** A server for one test run: a given one, a container, or the embedded one, in this order. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const given = process.env['HANDRAIL_DATABASE_URL'];
  if (given) return { url: given, source: 'HANDRAIL_DATABASE_URL', stop: async () => undefined };
  if (await dockerAnswers()) {
    const container = await inContainer().catch((error: Error) => {
      console.warn(`Docker answers, but PostgreSQL did not start in it (${error.message}).`);
      return undefined;
    });
    if (container) return container;
  }
  return embedded();
}

async function inContainer(): Promise<TestPostgres> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const image = process.env['HANDRAIL_POSTGRES_IMAGE'] ?? 'postgres:18';
  const container = await new PostgreSqlContainer(image)
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .start();
  const stop = async () => void (await container.stop());
  return { url: container.getConnectionUri(), source: `container of ${image}`, stop };
}

async function embedded(): Promise<TestPostgres> {
  const dataDir = join(tmpdir(), `handrail-test-${randomBytes(6).toString('hex')}`);
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, source: 'embedded PostgreSQL', stop };
}
