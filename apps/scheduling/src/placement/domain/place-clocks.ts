import { DAY_MS, HOUR_MS, isHousing, PLACEMENT_REASONS } from '@handrail/domain';
import { daysAfter, endOfDay } from '../../calendar/domain/sessions.js';
import type { Course } from './course.js';
import { hasArrived, isWaiting, type Placement } from './placement.js';

/** A place is kept so long for somebody who lives in elsewhere [P]. */
const HOLD_DAYS = 7;
/** So long after the first day nobody asks why a program with sessions says nothing [P]. */
const SILENT_DAYS = 7;
/** After so long without a sign of life a place with sessions is given away [P]. */
const NEVER_CAME_DAYS = 14;
/** A bed nobody arrived in by the end of the day after is kept so much longer [P]. */
const BED_HOURS = 24;

/** What becomes of a place by itself when nothing else does, and when. */
export interface PlaceDue {
  readonly kind:
    | 'hold-over'
    | 'hold-review'
    | 'not-started'
    | 'never-came'
    | 'home-review'
    | 'ask-again'
    | 'parked-over';
  /** RFC 3339. */
  readonly at: string;
}

/** The next thing that falls due for a place, or for who waits for one; null when nothing does. */
export function dueOf(placement: Placement): PlaceDue | null {
  const { status, level, course, startsOn, timeZone, plan } = placement;
  if (isWaiting(placement)) return parkedOver(course) ?? askAgain(course);
  if (status !== 'confirmed') return null;
  if (course.hold) return holdDue(placement, course.hold);
  if (hasArrived(placement) || startsOn === null || timeZone === null) return null;
  const hasSessions = plan !== null;
  if (course.notStartedAt !== null && isHousing(level))
    return homeDue(placement, course.notStartedAt);
  if (course.notStartedAt !== null) {
    const waitMs = hasSessions ? NEVER_CAME_DAYS * DAY_MS : BED_HOURS * HOUR_MS;
    return { kind: 'never-came', at: plusMs(course.notStartedAt, waitMs) };
  }
  if (hasSessions && course.missedFirstAt !== null)
    return { kind: 'not-started', at: course.missedFirstAt };
  const lastDay = daysAfter(startsOn, hasSessions ? SILENT_DAYS : 1);
  return { kind: 'not-started', at: endOfDay(lastDay, timeZone) };
}

/**
 * Most residences send no stays: silence does not say that nobody lives there, and a bed somebody sleeps in
 * must not be given away. A person is asked, once [P].
 */
function homeDue(
  { needsReview, course: { reviewed } }: Placement,
  notStartedAt: string,
): PlaceDue | null {
  const isAsked = [needsReview, reviewed?.reason].includes(PLACEMENT_REASONS.neverCame);
  return isAsked ? null : { kind: 'home-review', at: plusMs(notStartedAt, BED_HOURS * HOUR_MS) };
}

/** Software gives away only what a stay keeps; what a person keeps, a person is asked about. */
function holdDue(
  { needsReview, course: { reviewed } }: Placement,
  { stayId, since }: NonNullable<Course['hold']>,
): PlaceDue | null {
  const holdMs = HOLD_DAYS * DAY_MS;
  if (stayId !== null) return { kind: 'hold-over', at: plusMs(since, holdMs) };
  if (needsReview === PLACEMENT_REASONS.holdOver) return null;
  // Whoever has looked at it is asked again once it was kept for as long again.
  const isReviewed = reviewed?.reason === PLACEMENT_REASONS.holdOver && reviewed.at > since;
  return { kind: 'hold-review', at: plusMs(isReviewed ? reviewed.at : since, holdMs) };
}

/** Who wants no place for a while is asked for nothing until it is over. */
const parkedOver = ({ parkedUntil }: Course): PlaceDue | null =>
  parkedUntil === null ? null : { kind: 'parked-over', at: parkedUntil };

function askAgain({ resting }: Course): PlaceDue | null {
  if (resting.length === 0) return null;
  const first = Math.min(...resting.map(({ until }) => Date.parse(until)));
  return { kind: 'ask-again', at: new Date(first).toISOString() };
}

const plusMs = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
