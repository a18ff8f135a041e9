import { createPostgresEventLog } from '@handrail/messaging';
import { testDatabase } from '@handrail/testing';
import { halfOpenSuite, openServerNetwork, SHORT_WAITS, through } from './half-open-suite.js';

// Real: the databases of service and log, the engine, and a network in which packets vanish.
halfOpenSuite('the Postgres log', async () => {
  const database = await testDatabase('halfopenlog');
  const network = await openServerNetwork();
  const timing = { leaseMs: 2_000, silenceMs: 10_000, heartbeatMs: 500, limits: SHORT_WAITS };
  return {
    networks: [network],
    connect: () =>
      Promise.resolve(createPostgresEventLog({ url: through(network, database.url), ...timing })),
    close: async () => {
      await network.close();
      await database.drop();
    },
  };
});
