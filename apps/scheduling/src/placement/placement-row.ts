import type { Level } from '@handrail/domain';
import { packCandidates } from './stored-candidates.js';
import type { SessionPlan } from '../calendar/domain/sessions.js';
import type { CareNeed, Placement, PlacementCause, Support } from './domain/placement.js';
import type { PlacementStatus, WaitReason } from './domain/placement.js';

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
  plan: SessionPlan | null;
  wait_reason: string | null;
  end_reason: string | null;
  offer_expires_at: Date | null;
  declined_tracks: string[];
  preferred_track: string | null;
  displaced_by: string | null;
  follows: string | null;
  attended: boolean;
  needs_review: string | null;
  needs_look: boolean;
  eligible_tracks: string[];
  weighed_version: string;
  cause: PlacementCause;
  reassessment_id: string;
  determination_id: string;
  message_id: string;
  created_at: Date;
}

/** Without the candidates: rules do not need them and they are most of a row. */
export const SELECT_PLACEMENT = `
  SELECT id, person_id, level, status, support, need, priority_class, priority_since, requested_at,
         determined_at, program_id, track_id, starts_on::text AS starts_on, plan, wait_reason,
         end_reason, offer_expires_at, declined_tracks, preferred_track, displaced_by, follows,
         attended, needs_review, needs_look, eligible_tracks, weighed_version, cause,
         reassessment_id, determination_id, message_id, created_at
  FROM placement`;

export const toPlacement = (row: StoredPlacement): Placement => ({
  id: row.id,
  level: row.level as Level,
  status: row.status as PlacementStatus,
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
  plan: row.plan,
  waitReason: row.wait_reason as WaitReason | null,
  endReason: row.end_reason,
  offerExpiresAt: row.offer_expires_at?.toISOString() ?? null,
  declinedTracks: row.declined_tracks,
  preferredTrack: row.preferred_track,
  displacedBy: row.displaced_by,
  follows: row.follows,
  attended: row.attended,
  needsReview: row.needs_review,
  needsLook: row.needs_look,
  eligibleTracks: row.eligible_tracks,
  weighedVersion: Number(row.weighed_version),
  cause: row.cause,
  createdAt: row.created_at.toISOString(),
});

/** The columns a save writes, as one JSON object; without candidates the stored ones stay. */
export const toRecord = (personId: string, placement: Placement) => ({
  id: placement.id,
  person_id: personId,
  level: placement.level,
  status: placement.status,
  support: placement.support,
  need: placement.need,
  region: placement.need.context.region ?? null,
  priority_class: placement.priorityClass,
  priority_since: placement.prioritySince,
  requested_at: placement.requestedAt,
  determined_at: placement.determinedAt,
  program_id: placement.programId,
  track_id: placement.trackId,
  starts_on: placement.startsOn,
  plan: placement.plan,
  wait_reason: placement.waitReason,
  end_reason: placement.endReason,
  offer_expires_at: placement.offerExpiresAt,
  declined_tracks: placement.declinedTracks,
  preferred_track: placement.preferredTrack,
  displaced_by: placement.displacedBy,
  follows: placement.follows,
  attended: placement.attended,
  needs_review: placement.needsReview,
  needs_look: placement.needsLook,
  eligible_tracks: placement.eligibleTracks,
  weighed_version: placement.weighedVersion,
  candidates: placement.candidates ? packCandidates(placement.candidates) : null,
  cause: placement.cause,
  reassessment_id: placement.causedBy.reassessmentId,
  determination_id: placement.causedBy.determinationId,
  message_id: placement.causedBy.messageId,
  created_at: placement.createdAt,
});

const COLUMNS: Readonly<Record<keyof ReturnType<typeof toRecord>, string>> = {
  id: 'uuid',
  person_id: 'uuid',
  level: 'text',
  status: 'text',
  support: 'jsonb',
  need: 'jsonb',
  region: 'text',
  priority_class: 'smallint',
  priority_since: 'timestamptz',
  requested_at: 'timestamptz',
  determined_at: 'timestamptz',
  program_id: 'text',
  track_id: 'text',
  starts_on: 'date',
  plan: 'jsonb',
  wait_reason: 'text',
  end_reason: 'text',
  offer_expires_at: 'timestamptz',
  declined_tracks: 'text[]',
  preferred_track: 'text',
  displaced_by: 'uuid',
  follows: 'uuid',
  attended: 'boolean',
  needs_review: 'text',
  needs_look: 'boolean',
  eligible_tracks: 'text[]',
  weighed_version: 'bigint',
  candidates: 'jsonb',
  cause: 'jsonb',
  reassessment_id: 'uuid',
  determination_id: 'uuid',
  message_id: 'uuid',
  created_at: 'timestamptz',
};

const names = Object.keys(COLUMNS);
const written = names.filter((name) => name !== 'id' && name !== 'created_at');

/** Inserts or replaces rows from one JSON array: one statement, whatever the size of the batch. */
export const UPSERT_PLACEMENTS = `
  INSERT INTO placement AS p (${names.join(', ')})
  SELECT ${names.join(', ')}
  FROM jsonb_to_recordset($1::jsonb)
    AS r(${Object.entries(COLUMNS)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')})
  ON CONFLICT (id) DO UPDATE SET updated_at = clock_timestamp(),
    revision = p.revision + CASE
      WHEN (p.status, p.plan) IS DISTINCT FROM (excluded.status, excluded.plan) THEN 1 ELSE 0 END, ${written
        .map((name) =>
          name === 'candidates'
            ? 'candidates = coalesce(excluded.candidates, p.candidates)'
            : `${name} = excluded.${name}`,
        )
        .join(', ')}`;
