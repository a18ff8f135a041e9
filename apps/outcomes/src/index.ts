import { topicOf } from '@handrail/contracts';
import type { ServiceDefinition } from '@handrail/platform';
import { migrations } from '../migrations/index.js';
import { outcomesSettings } from './outcomes.settings.js';
import { OutcomesModule } from './outcomes.module.js';
import { PersonOutcomesStore } from './person/person-outcomes.store.js';

/** The outcomes service: journeys, return-to-use history, episodes, follow-up windows, measures. */
export const outcomesService: ServiceDefinition = {
  name: 'outcomes',
  title: 'Handrail outcomes',
  defaultPort: 3004,
  settings: outcomesSettings,
  migrations,
  // Its own topic too: the journey tells what outcomes itself found.
  consumes: [topicOf('intake'), topicOf('assessment'), topicOf('scheduling'), topicOf('outcomes')],
  // A journey is read by people; but a repeated return to use is found here, and somebody waits for that.
  gatherMs: 50,
  stores: { default: new PersonOutcomesStore() },
  module: OutcomesModule,
};
