import { consentsOf } from '../../consent/consent.store.js';

const MEANWHILE = `
  SELECT json_build_object('placementId', a.id, 'level', a.level, 'status', a.status, 'programName',
    (SELECT name FROM program WHERE id = a.program_id))
  FROM placement AS a WHERE a.person_id = placement.person_id
    AND a.need ->> 'insteadOf' = placement.level AND a.status IN ('waitlisted', 'offered', 'confirmed')
  ORDER BY a.created_at DESC, a.id DESC LIMIT 1`;

const LISTED = `
  id, person_id, level, status, program_id, track_id, starts_on::text AS starts_on, end_reason,
  wait_reason, priority_class, requested_at, offer_expires_at, attended, course, free_from,
  needs_review, need, declined_tracks, ${consentsOf('placement.person_id')} AS consents,
  CASE WHEN wait_reason = 'no-matching-program' THEN (${MEANWHILE}) END AS meanwhile,
  CASE WHEN status = 'confirmed' THEN coalesce(confirmed_at, created_at) END AS confirmed_at,
  reassessment_id, determination_id, message_id, version, created_at, updated_at,
  created_at::text AS created, (SELECT name FROM program WHERE id = program_id) AS program_name`;

export const LIST_PLACEMENTS = `SELECT ${LISTED} FROM placement`;

/** Instants in the form every other answer has. */
const utc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const OFFERS = `
  SELECT coalesce(json_agg(json_build_object(
    'id', o.id, 'programId', o.program_id, 'trackId', o.track_id, 'status', o.status,
    'reason', o.reason, 'madeAt', ${utc('o.made_at')}, 'expiresAt', ${utc('o.expires_at')},
    'acknowledgedAt', ${utc('o.acknowledged_at')}) ORDER BY o.made_at, o.id), '[]')
  FROM offer AS o WHERE o.placement_id = placement.id`;

// The release before kept candidates in the row itself.
const CHOSEN_FROM = `
  coalesce((SELECT c.candidates FROM placement_candidates AS c WHERE c.placement_id = placement.id), candidates)`;

export const SHOW_PLACEMENT = `
  SELECT ${LISTED}, ${CHOSEN_FROM} AS candidates, acts, (${OFFERS}) AS offers FROM placement`;
