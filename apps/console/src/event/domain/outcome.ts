import type { EventOutcome } from '@handrail/contracts';
import type { PlacementStatus } from '@handrail/domain';

export type { EventOutcome, PlacementStatus };

/** The four services that publish events. */
export const PUBLISHERS = ['intake', 'assessment', 'scheduling', 'outcomes'] as const;
export type PublishingService = (typeof PUBLISHERS)[number];

/** What an event can mean; the page shows each with an icon, a word and a colour. */
export const OUTCOMES = [
  'recorded',
  'decided',
  'placed',
  'waiting',
  'needs-person',
  'attention',
  'taken-back',
  'ended',
] as const satisfies readonly EventOutcome[];

export const PLACEMENT_STATUSES = [
  'confirmed',
  'offered',
  'waitlisted',
  'declined',
  'withdrawn',
  'completed',
] as const satisfies readonly PlacementStatus[];
