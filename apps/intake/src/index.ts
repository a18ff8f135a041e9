import type { ServiceDefinition } from '@handrail/platform';
import { EVENT_LIMITS } from './cloudevents/event-limits.js';
import { FHIR_LIMITS } from './fhir/fhir-limits.js';
import { HL7_LIMITS } from './hl7v2/hl7-limits.js';
import { migrations } from '../migrations/index.js';
import { IntakeModule } from './intake.module.js';
import { countParkedMessages } from './parked/parked-messages.js';
import { intakeSettings } from './intake.settings.js';

export { profileJsonSchema } from './profile/profile.schema.js';

/** Takes in what hospitals and treatment networks report, and says who it is about. */
export const intakeService: ServiceDefinition = {
  name: 'intake',
  title: 'Handrail intake',
  defaultPort: 3001,
  settings: intakeSettings,
  migrations,
  consumes: [],
  stores: {},
  module: IntakeModule,
  rawBodyPaths: [
    { path: '/v1/events', limitBytes: EVENT_LIMITS.bytes },
    { path: '/v1/hl7v2', limitBytes: HL7_LIMITS.bytes },
    { path: '/v1/fhir', limitBytes: FHIR_LIMITS.bytes },
  ],
  parked: { count: countParkedMessages },
};
