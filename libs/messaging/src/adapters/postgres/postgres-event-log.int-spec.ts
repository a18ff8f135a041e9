import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startEmbeddedPostgres } from '@handrail/platform';
import { eventLogConformance } from '@handrail/testing';
import { createPostgresEventLog } from './index.js';

/** A server of its own, because the suite kills it. */
eventLogConformance('PostgreSQL', {
  deadAfterMs: 2_000,
  rebalanceWithinMs: 5_000,
  open: async () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'handrail-log-')), 'data');
    const options = { dataDir, port: await freePort() };
    let server = await startEmbeddedPostgres(options);
    return {
      connect: () =>
        createPostgresEventLog({
          url: server.url,
          leaseMs: 1_000,
          silenceMs: 1_000,
          heartbeatMs: 200,
        }),
      restart: async () => {
        await server.kill9();
        server = await startEmbeddedPostgres(options);
      },
      close: async () => {
        await server.stop();
        rmSync(join(dataDir, '..'), { recursive: true });
      },
    };
  },
});
