import { isHousing, type ProgramLevel } from '@handrail/domain';
import type { Determined, RequestCircumstances } from './determined.js';
import { notBegun } from './course.js';
import type { Placement } from './placement.js';
import { priorityClass } from './priority.js';

/** A placement at its beginning: the person joins the line for a level, and nobody has looked yet. */
export function newRequest(
  level: ProgramLevel,
  determined: Determined,
  circumstances: RequestCircumstances,
): Placement {
  return {
    id: circumstances.newId(isHousing(level) ? 'housing' : 'placement'),
    level,
    status: 'requested',
    causedBy: determined.support,
    support: [determined.support],
    need: determined.need,
    priorityClass: priorityClass(determined.need.context),
    prioritySince: determined.requestedAt,
    requestedAt: determined.requestedAt,
    determinedAt: determined.determinedAt,
    programId: null,
    trackId: null,
    startsOn: null,
    timeZone: null,
    plan: null,
    waitReason: null,
    endReason: null,
    offers: [],
    offerExpiresAt: null,
    declinedTracks: [],
    preferredTrack: null,
    displacedBy: null,
    follows: null,
    attended: false,
    course: notBegun,
    freeFrom: null,
    needsReview: null,
    needsLook: true,
    needGroup: null,
    exceptedTracks: [],
    cause: circumstances.cause,
    acts: [],
    version: 1,
    createdAt: circumstances.now,
  };
}
