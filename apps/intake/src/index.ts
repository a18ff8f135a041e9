import type { ServiceDefinition } from '@handrail/platform';
import { migrations } from '../migrations/index.js';
import { IntakeModule } from './intake.module.js';
import { entities } from './intake.entities.js';
import { countParkedMessages } from './message/parked-messages.js';
import { intakeSettings } from './intake.settings.js';

export { profileJsonSchema } from './profile/profile.schema.js';

/** Takes in what hospitals and treatment networks report, and says who it is about. */
export const intakeService: ServiceDefinition = {
  name: 'intake',
  title: 'Handrail intake',
  defaultPort: 3001,
  settings: intakeSettings,
  entities,
  migrations,
  consumes: [],
  stores: {},
  module: IntakeModule,
  rawBodyPaths: ['/v1/events', '/v1/hl7v2', '/v1/fhir'],
  parked: { count: countParkedMessages },
};
