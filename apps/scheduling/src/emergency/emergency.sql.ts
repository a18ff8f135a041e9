import type { EmergencyFinding, EmergencyReason } from '@handrail/domain';

/** So long an emergency access lasts at most. */
export const EMERGENCY_MINUTES = 60;

/** Something somebody did about an emergency access. */
export interface EmergencyAct {
  readonly kind: 'open' | 'close' | 'review';
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** An access as it is kept. */
export interface EmergencyRow {
  readonly id: string;
  readonly person_id: string;
  readonly placement_id: string;
  readonly organisation: string;
  readonly reason: EmergencyReason;
  readonly opened_by: string;
  readonly opened_at: Date;
  readonly until: Date;
  readonly closed_by: string | null;
  readonly closed_at: Date | null;
  readonly finding: EmergencyFinding | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: Date | null;
  readonly acts: readonly EmergencyAct[];
  readonly version: number;
  /** What was told under it. */
  readonly disclosures: number;
}

export const SHOWN = `
  SELECT a.*, a.opened_at::text AS opened,
         (SELECT count(*)::int FROM disclosure AS d WHERE d.rests_on = a.id::text) AS disclosures
  FROM emergency_access AS a`;

/** One of a person and an organisation at a time. */
export const OPEN_OF = `
  SELECT id FROM emergency_access
  WHERE person_id = $1 AND organisation = $2 AND coalesce(closed_at, until) > clock_timestamp()`;

export const ADD = `
  INSERT INTO emergency_access
    (id, person_id, placement_id, organisation, reason, opened_by, opened_at, until, acts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, jsonb_build_array($9::jsonb))`;

export const CLOSE = `
  UPDATE emergency_access SET closed_by = $3, closed_at = $4, acts = acts || $5::jsonb, version = version + 1
  WHERE id = $1 AND version = $2 RETURNING id`;

export const REVIEW = `
  UPDATE emergency_access SET finding = $3, reviewed_by = $4, reviewed_at = $5, acts = acts || $6::jsonb,
    version = version + 1
  WHERE id = $1 AND version = $2 RETURNING id`;
