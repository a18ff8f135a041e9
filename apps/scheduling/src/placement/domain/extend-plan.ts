import { DAY_MS, hasAnEnd } from '@handrail/domain';
import { summaryOf } from '../../calendar/domain/sessions.js';
import type { Placement } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/** Assessment asks so long before the last session whether the stay goes on [P]. */
const REVIEW_AHEAD_DAYS = 14;
/** By so much a plan goes on when the same level is asked for again [P]. */
const EXTENSION_WEEKS = 4;

/**
 * Whoever still needs the level when the plan is about to end keeps the place: the plan goes on. Once it
 * does its end is far again, so asking twice extends it once.
 */
export function extendPlan(placement: Placement, now: string): PlacementEvent[] {
  const { id: placementId, status, level, plan } = placement;
  if (status !== 'confirmed' || !plan || !hasAnEnd(level)) return [];
  const summary = summaryOf(plan);
  if (!summary) return [];
  const reviewedFromMs = Date.parse(summary.lastSessionAt) - REVIEW_AHEAD_DAYS * DAY_MS;
  if (Date.parse(now) < reviewedFromMs) return [];
  const extended = { ...plan, weeks: plan.weeks + EXTENSION_WEEKS };
  return [{ kind: 'plan-extended', placementId, plan: extended }];
}
