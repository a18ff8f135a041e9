import type { Level } from '@handrail/domain';
import type { CareNeed, PlacementCause, Support } from './placement.js';

/** A level of care as it was determined, with what a place needs. */
export interface Determined {
  readonly support: Support;
  readonly level: Level | null;
  readonly mode: 'automatic' | 'needs-human';
  readonly decidedBy: 'policy' | 'clinician';
  readonly need: CareNeed;
  readonly requestedAt: string;
  readonly determinedAt: string;
}

/** What the rule gets from outside. */
export interface RequestCircumstances {
  readonly now: string;
  readonly cause: PlacementCause;
  /** Whether residences are asked for, too; absent: they are. */
  readonly withHousing?: boolean;
  newId(purpose: string): string;
}
