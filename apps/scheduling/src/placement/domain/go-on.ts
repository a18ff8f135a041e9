import type { Placement } from './placement.js';

/** A request that goes on after a place came to nothing: a placement of its own, with its old rank. */
export const goesOn = (before: Placement, id: string, now: string): Placement => ({
  ...before,
  id,
  status: 'requested',
  programId: null,
  trackId: null,
  startsOn: null,
  timeZone: null,
  plan: null,
  offers: [],
  offerExpiresAt: null,
  preferredTrack: null,
  displacedBy: null,
  follows: before.id,
  needsLook: true,
  needGroup: null,
  exceptedTracks: [],
  acts: [],
  version: 1,
  createdAt: now,
});
