import { PLACEMENT_REASONS } from '@handrail/domain';
import type { Placement, Support } from './placement.js';

/** All that asks for it fell with a death: should they live, it stands until a level is determined anew. */
export const standsUntilAnew = ({ support }: Placement): boolean =>
  support.length > 0 && support.every(({ fellWithDeath }) => fellWithDeath);

/** Somebody was to look at it because nothing but what fell with a death asked for it: now something does. */
export const reviewOnceAsked = (placement: Placement, { fellWithDeath }: Support): string | null =>
  !fellWithDeath &&
  standsUntilAnew(placement) &&
  placement.needsReview === PLACEMENT_REASONS.causeRetracted
    ? null
    : placement.needsReview;
