import type { ProgramLevel, WaitReason } from '@handrail/domain';
import { allClosed, isOpen, type Offer } from './domain/offer.js';
import type { SessionPlan } from '../calendar/domain/sessions.js';
import { NEVER } from '../stay/domain/stay.js';
import { notBegun, type Course } from './domain/course.js';
import type {
  CareNeed,
  Placement,
  PlacementCause,
  RecordedAct,
  Support,
} from './domain/placement.js';
import type { PlacementState } from './domain/placement.js';

/** A row of `placement` as `SELECT_PLACEMENT` gives it. */
export interface StoredPlacement {
  id: string;
  person_id: string;
  level: string;
  status: string;
  support: Support[];
  need: CareNeed;
  priority_class: number;
  priority_since: Date;
  requested_at: Date;
  determined_at: Date;
  program_id: string | null;
  track_id: string | null;
  starts_on: string | null;
  time_zone: string | null;
  plan: SessionPlan | null;
  wait_reason: string | null;
  end_reason: string | null;
  offer_expires_at: Date | null;
  declined_tracks: string[];
  preferred_track: string | null;
  displaced_by: string | null;
  follows: string | null;
  attended: boolean;
  course: Partial<Course>;
  /** The driver gives a time that never comes as the number. */
  free_from: Date | number | null;
  needs_review: string | null;
  needs_look: boolean;
  need_group: string | null;
  excepted_tracks: string[];
  cause: PlacementCause;
  acts: RecordedAct[];
  version: number;
  reassessment_id: string;
  determination_id: string;
  message_id: string;
  created_at: Date;
}

export const SELECT_PLACEMENT = `
  SELECT id, person_id, level, status, support, need, priority_class, priority_since, requested_at,
         determined_at, program_id, track_id, starts_on::text AS starts_on, time_zone, plan, wait_reason,
         end_reason, offer_expires_at, declined_tracks, preferred_track, displaced_by, follows,
         attended, course, free_from, needs_review, needs_look, need_group, excepted_tracks, cause,
         acts, version,
         reassessment_id, determination_id, message_id, created_at
  FROM placement`;

export const toPlacement = (row: StoredPlacement, offers: readonly Offer[]): Placement => ({
  id: row.id,
  level: row.level as ProgramLevel,
  status: row.status as PlacementState,
  causedBy: {
    reassessmentId: row.reassessment_id,
    determinationId: row.determination_id,
    messageId: row.message_id,
  },
  support: row.support,
  need: row.need,
  priorityClass: row.priority_class,
  prioritySince: row.priority_since.toISOString(),
  requestedAt: row.requested_at.toISOString(),
  determinedAt: row.determined_at.toISOString(),
  programId: row.program_id,
  trackId: row.track_id,
  startsOn: row.starts_on,
  timeZone: row.time_zone,
  plan: row.plan,
  waitReason: row.wait_reason as WaitReason | null,
  endReason: row.end_reason,
  offers: knownOffers(row, offers),
  offerExpiresAt: row.offer_expires_at?.toISOString() ?? null,
  declinedTracks: row.declined_tracks,
  preferredTrack: row.preferred_track,
  displacedBy: row.displaced_by,
  follows: row.follows,
  attended: row.attended,
  course: { ...notBegun, ...row.course },
  freeFrom: toFreeFrom(row.free_from),
  needsReview: row.needs_review,
  needsLook: row.needs_look,
  needGroup: row.need_group,
  exceptedTracks: row.excepted_tracks,
  cause: row.cause,
  acts: row.acts,
  version: row.version,
  createdAt: row.created_at.toISOString(),
});

/**
 * While a release is rolled out, one of before makes and answers offers as it knows them: the placement
 * alone. What it answered holds no place any more, what it made has no row yet.
 */
function knownOffers(row: StoredPlacement, offers: readonly Offer[]): readonly Offer[] {
  if (row.status !== 'offered') return allClosed(offers, 'withdrawn', 'answered');
  return offers.some(isOpen) ? offers : [...offers, ...offersOf(row)];
}

function offersOf(row: StoredPlacement): Offer[] {
  const { id, program_id: programId, track_id: trackId, plan } = row;
  const [startsOn, timeZone, expiresAt] = [row.starts_on, row.time_zone, row.offer_expires_at];
  if (row.status !== 'offered' || !programId || !trackId || !startsOn || !timeZone || !expiresAt)
    return [];
  const place = { programId, trackId, startsOn, timeZone, plan };
  const madeAt = row.created_at.toISOString();
  const nothingYet = { acknowledgedAt: null, reason: null, hours: null };
  return [{ id, place, status: 'sent', madeAt, expiresAt: expiresAt.toISOString(), ...nothingYet }];
}

export const toFreeFrom = (freeFrom: Date | number | null): string | null =>
  freeFrom instanceof Date ? freeFrom.toISOString() : freeFrom === null ? null : NEVER;
