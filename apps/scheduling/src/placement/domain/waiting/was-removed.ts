import { WAITLIST_REMOVAL_REASONS } from '@handrail/domain';
import type { Placement } from '../placement.js';

/** Somebody took the person off this list by hand, and nobody has put them back. */
export const wasRemoved = ({ status, endReason, acts }: Placement): boolean =>
  status === 'withdrawn' &&
  WAITLIST_REMOVAL_REASONS.some((reason) => reason === endReason) &&
  acts.findLast(({ kind }) => kind === 'remove' || kind === 'return')?.kind === 'remove';
