import { createPostgresEventLog } from '@handrail/messaging';
import { testDatabase, type TestDatabase } from '@handrail/testing';
import { crashPointSuite } from './crash-points-suite.js';

let logDatabase: TestDatabase | undefined;

crashPointSuite('the Postgres log', async () => {
  logDatabase = await testDatabase('crashlog');
  return {
    eventLog: createPostgresEventLog({ url: logDatabase.url }),
    childEnv: { HOP_LOG_URL: logDatabase.url },
  };
});

afterAll(() => logDatabase?.drop());
