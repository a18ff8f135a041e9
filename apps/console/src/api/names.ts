import { PUBLISHERS } from '../event/domain/outcome.js';

export { OUTCOMES, PLACEMENT_STATUSES, PUBLISHERS } from '../event/domain/outcome.js';
export type { EventOutcome, PlacementStatus, PublishingService } from '../event/domain/outcome.js';

/** Every service the console watches, itself included: a console that lags is not to be trusted. */
export const SERVICES = [...PUBLISHERS, 'console'] as const;
export type Service = (typeof SERVICES)[number];

export const REASSESSMENT_STATUSES = [
  'open',
  'needs-person',
  'overdue',
  'determined',
  'withdrawn',
] as const;
export type ReassessmentPhase = (typeof REASSESSMENT_STATUSES)[number];
