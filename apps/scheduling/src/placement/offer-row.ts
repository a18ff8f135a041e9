import type { OfferStatus } from '@handrail/domain';
import type { AdmissionHours } from '../program/domain/program.js';
import type { SessionPlan } from '../calendar/domain/sessions.js';
import type { Offer } from './domain/offer.js';

/** A row of `offer` as `SELECT_OFFERS` gives it. */
export interface StoredOffer {
  id: string;
  placement_id: string;
  program_id: string;
  track_id: string;
  starts_on: string;
  time_zone: string;
  plan: SessionPlan | null;
  status: string;
  made_at: Date;
  expires_at: Date;
  acknowledged_at: Date | null;
  reason: string | null;
  hours: AdmissionHours[] | null;
}

/** The offers of some placements, the oldest first. */
export const SELECT_OFFERS = `
  SELECT id, placement_id, program_id, track_id, starts_on::text AS starts_on, time_zone, plan, status,
         made_at, expires_at, acknowledged_at, reason, hours
  FROM offer WHERE placement_id = ANY($1::uuid[]) ORDER BY made_at, id`;

export const toOffer = (row: StoredOffer): Offer => ({
  id: row.id,
  place: {
    programId: row.program_id,
    trackId: row.track_id,
    startsOn: row.starts_on,
    timeZone: row.time_zone,
    plan: row.plan,
  },
  status: row.status as OfferStatus,
  madeAt: row.made_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  reason: row.reason,
  hours: row.hours,
});
