import { topicOf } from '@handrail/contracts';
import type { ServiceDefinition } from '@handrail/platform';
import { schedulingMigrations } from '../migrations/index.js';
import { placementStore } from './placement/placement.store.js';
import { programStore } from './program/program.store.js';
import { schedulingSettings } from './scheduling.settings.js';
import { SchedulingModule } from './scheduling.module.js';

/** The scheduling service: programs, capacity, the line for a place, placements and calendars. */
export const schedulingService: ServiceDefinition = {
  name: 'scheduling',
  title: 'Handrail scheduling',
  defaultPort: 3003,
  settings: schedulingSettings,
  migrations: schedulingMigrations,
  consumes: [topicOf('assessment'), topicOf('intake')],
  // Somebody waits for the place that a determination asks for; facts are in time when they come with it.
  patientMs: { [topicOf('intake')]: 100 },
  stores: { default: placementStore, program: programStore },
  module: SchedulingModule,
};
