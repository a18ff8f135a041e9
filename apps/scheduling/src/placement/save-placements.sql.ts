import { upsert } from '@handrail/messaging';
import type { Placement } from './domain/placement.js';

/** A placement with the person whose it is. */
export interface OwnedPlacement {
  readonly personId: string;
  readonly placement: Placement;
}

/**
 * What somebody who acts has seen of a placement. To be weighed again against programs that have changed
 * makes nobody read it anew who wants to note a contact.
 */
const seen = (row: 'placement' | 'excluded'): string =>
  [
    ...['status', 'support', 'need', 'priority_class', 'requested_at', 'program_id', 'track_id'],
    ...['starts_on', 'plan', 'wait_reason', 'end_reason', 'offer_expires_at', 'declined_tracks'],
    ...['attended', 'course', 'free_from', 'needs_review', 'acts'],
  ]
    .map((column) => `${row}.${column}`)
    .join(', ');

/** Adds or replaces placements. */
export const savePlacements = upsert<OwnedPlacement>(
  'placement',
  {
    id: ['uuid', ({ placement }) => placement.id],
    person_id: ['uuid', ({ personId }) => personId],
    level: ['text', ({ placement }) => placement.level],
    status: ['text', ({ placement }) => placement.status],
    support: ['jsonb', ({ placement }) => placement.support],
    need: ['jsonb', ({ placement }) => placement.need],
    region: ['text', ({ placement }) => placement.need.context.region ?? null],
    priority_class: ['smallint', ({ placement }) => placement.priorityClass],
    priority_since: ['timestamptz', ({ placement }) => placement.prioritySince],
    requested_at: ['timestamptz', ({ placement }) => placement.requestedAt],
    determined_at: ['timestamptz', ({ placement }) => placement.determinedAt],
    program_id: ['text', ({ placement }) => placement.programId],
    track_id: ['text', ({ placement }) => placement.trackId],
    starts_on: ['date', ({ placement }) => placement.startsOn],
    time_zone: ['text', ({ placement }) => placement.timeZone],
    plan: ['jsonb', ({ placement }) => placement.plan],
    wait_reason: ['text', ({ placement }) => placement.waitReason],
    end_reason: ['text', ({ placement }) => placement.endReason],
    offer_expires_at: ['timestamptz', ({ placement }) => placement.offerExpiresAt],
    declined_tracks: ['text[]', ({ placement }) => placement.declinedTracks],
    preferred_track: ['text', ({ placement }) => placement.preferredTrack],
    displaced_by: ['uuid', ({ placement }) => placement.displacedBy],
    follows: ['uuid', ({ placement }) => placement.follows],
    attended: ['boolean', ({ placement }) => placement.attended],
    course: ['jsonb', ({ placement }) => placement.course],
    free_from: ['timestamptz', ({ placement }) => placement.freeFrom],
    needs_review: ['text', ({ placement }) => placement.needsReview],
    needs_look: ['boolean', ({ placement }) => placement.needsLook],
    need_group: ['uuid', ({ placement }) => placement.needGroup],
    excepted_tracks: ['text[]', ({ placement }) => placement.exceptedTracks],
    // How a process of the release before writes that it looked at somebody: then it is done once more here.
    weighed_version: ['bigint', () => 0],
    cause: ['jsonb', ({ placement }) => placement.cause],
    acts: ['jsonb', ({ placement }) => placement.acts],
    reassessment_id: ['uuid', ({ placement }) => placement.causedBy.reassessmentId],
    determination_id: ['uuid', ({ placement }) => placement.causedBy.determinationId],
    message_id: ['uuid', ({ placement }) => placement.causedBy.messageId],
    created_at: ['timestamptz', ({ placement }) => placement.createdAt],
  },
  {
    key: 'id',
    keeps: ['created_at'],
    sets: {
      updated_at: 'clock_timestamp()',
      confirmed_at: `CASE WHEN excluded.status = 'confirmed' AND placement.status <> 'confirmed'
        THEN clock_timestamp() ELSE placement.confirmed_at END`,
      version: `placement.version + CASE WHEN (${seen('placement')}) IS DISTINCT FROM (${seen('excluded')})
        THEN 1 ELSE 0 END`,
      revision: `placement.revision + CASE
        WHEN (placement.status, placement.plan, placement.course -> 'hold')
          IS DISTINCT FROM (excluded.status, excluded.plan, excluded.course -> 'hold')
        THEN 1 ELSE 0 END`,
      // What its calendar has shown: plans that changed, stretches it was kept, and when it was over.
      former_plans: `CASE
        WHEN placement.plan IS NOT NULL AND placement.status IN ('offered', 'confirmed')
          AND placement.plan IS DISTINCT FROM excluded.plan
        THEN placement.former_plans || placement.plan ELSE placement.former_plans END`,
      pauses: `CASE
        WHEN jsonb_typeof(placement.course -> 'hold') = 'object'
          AND jsonb_typeof(excluded.course -> 'hold') IS DISTINCT FROM 'object'
        THEN placement.pauses || jsonb_build_object(
          'since', placement.course -> 'hold' -> 'since', 'until', clock_timestamp())
        ELSE placement.pauses END`,
      left_at: `CASE WHEN excluded.status = 'confirmed' THEN NULL
        WHEN placement.status = 'confirmed' THEN clock_timestamp() ELSE placement.left_at END`,
    },
  },
);
