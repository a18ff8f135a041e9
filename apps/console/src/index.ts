import { topicOf } from '@handrail/contracts';
import type { ServiceDefinition } from '@handrail/platform';
import { migrations } from '../migrations/index.js';
import { PUBLISHERS } from './api/names.js';
import { consoleSettings } from './console.settings.js';
import { ConsoleModule } from './console.module.js';
import { readModelStore } from './event/read-model.store.js';

export { OneTimeCodes } from './issuer/one-time-codes.js';
export { DEMO_ACCOUNT } from './issuer/seeded-accounts.js';

/** The console: reads every topic, publishes nothing, serves the page for operations staff. */
export const consoleService: ServiceDefinition = {
  name: 'console',
  title: 'Console',
  defaultPort: 3000,
  settings: consoleSettings,
  migrations,
  consumes: PUBLISHERS.map(topicOf),
  // A fifth of a second is at once for somebody who looks at a page.
  gatherMs: 200,
  hasSessions: true,
  stores: { default: readModelStore },
  module: ConsoleModule,
};
