import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresEventLog } from '@handrail/messaging';
import { freePort, startEmbeddedPostgres } from '@handrail/platform';
import type { EventLogHarness } from './log-bench.js';

/** A server that a test may kill: the same data and the same address after a restart. */
export interface RestartableServer {
  readonly url: string;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startRestartableServer(): Promise<RestartableServer> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'handrail-server-')), 'data');
  const options = { dataDir, port: await freePort() };
  let server = await startEmbeddedPostgres(options);
  return {
    url: server.url,
    restart: async () => {
      await server.kill9();
      server = await startEmbeddedPostgres(options);
    },
    close: async () => {
      await server.stop();
      rmSync(join(dataDir, '..'), { recursive: true });
    },
  };
}

/** The Postgres log on a server of its own, with leases so short that a test can wait for them. */
export const postgresHarness: EventLogHarness = {
  deadAfterMs: 4_000,
  rebalanceWithinMs: 5_000,
  open: async () => {
    const server = await startRestartableServer();
    const timing = { leaseMs: 2_000, silenceMs: 2_000, heartbeatMs: 500 };
    return {
      connect: () => createPostgresEventLog({ url: server.url, ...timing }),
      restart: () => server.restart(),
      close: () => server.close(),
    };
  },
};
