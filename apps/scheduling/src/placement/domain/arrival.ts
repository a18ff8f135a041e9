import {
  DAY_MS,
  isHousing,
  PLACEMENT_REASONS,
  type ProgramLevel,
  type Setting,
} from '@handrail/domain';
import { dayOf } from '../../calendar/domain/sessions.js';
import { stayOf, type KnownStay } from '../../stay/domain/stay.js';
import type { Claims } from '../../program/domain/program.js';
import { hasArrived, type PersonPlacements, type Placement } from './placement.js';
import type { PlacementEventOf } from './placement-event.js';

/** Settings whose stays are the care of a level. */
const SETTINGS_OF: Readonly<Partial<Record<ProgramLevel, readonly Setting[]>>> = {
  WM: ['withdrawal-management'],
  RES: ['residential', 'inpatient'],
  PHP: ['partial-hospitalization'],
  IOP: ['intensive-outpatient'],
  OP: ['outpatient', 'opioid-treatment'],
  // Nobody names living in a residence a kind of care.
  RR: ['other'],
};

/** A stay that begins so many days before the first day of a place or after it is the arrival there [P]. */
const DAYS_BEFORE = 3;
const DAYS_AFTER = 14;

/**
 * Stays that may be the care a place is for, the earliest first: of its level, begun around its first
 * day, and not the one whose end is the reason for it. What is the arrival at another place is left out, and
 * mostly what another place was left for, too: somebody who left it may have come to the one they had before.
 */
export function careOf(
  placement: Placement,
  { history, placements, claims }: PersonPlacements,
  without: 'arrivals' | 'arrivals-and-departures' = 'arrivals-and-departures',
): KnownStay[] {
  const taken = new Set(
    placements
      .filter((other) => other !== placement)
      .map(
        ({ course, status }) =>
          course.arrival?.stayId ??
          (status === 'withdrawn' && without === 'arrivals-and-departures' ? course.endedBy : null),
      ),
  );
  return history.stays
    .filter((stay) => !taken.has(stay.stayId) && beginsAround(placement, stay))
    .filter((stay) => !isReasonFor(placement, stay))
    .filter((stay) => !isHousing(placement.level) || isInResidence(placement, stay, claims))
    .toSorted((a, b) => Date.parse(a.start!.startedAt) - Date.parse(b.start!.startedAt));
}

function beginsAround(placement: Placement, { setting, start }: KnownStay): boolean {
  const { level, startsOn, timeZone, course } = placement;
  if (!start || startsOn === null || timeZone === null) return false;
  if (!SETTINGS_OF[level]?.includes(setting)) return false;
  const daysLater = (Date.parse(dayOf(start.startedAt, timeZone)) - Date.parse(startsOn)) / DAY_MS;
  // A first day that was put off says nothing about when care began.
  const isEarly =
    course.putOffTo === null
      ? daysLater < -DAYS_BEFORE
      : Date.parse(start.startedAt) < reasonMs(placement);
  return !isEarly && daysLater <= DAYS_AFTER;
}

/** Care that was over when the newest reason for a place happened is not the care the place is for. */
export const isReasonFor = (placement: Placement, { end }: KnownStay): boolean =>
  end !== null && Date.parse(end.endedAt) <= reasonMs(placement);

/** When the newest reason for a place happened. */
const reasonMs = ({ support, determinedAt }: Placement): number =>
  Math.max(...support.map(({ reasonAt }) => Date.parse(reasonAt ?? determinedAt)));

/** A stay of no kind of care may be in a general hospital: where somebody lives only a facility of its own says. */
const isInResidence = (
  { programId }: Placement,
  { facility }: KnownStay,
  claims: Claims,
): boolean => programId !== null && (claims.get(facility)?.includes(programId) ?? false);

/** At a facility of the program, or at one that no program states as its own. */
export function isAtProgram(programId: string, { facility }: KnownStay, claims: Claims): boolean {
  const owners = claims.get(facility) ?? [];
  return owners.length === 0 || owners.includes(programId);
}

/**
 * Whoever is moved to another track of where they are has come already: no program reports a new stay, or a
 * first session, for another ward or another hour. At another program they are still to come.
 */
export function cameWithMove(
  placement: Placement,
  { placements, history, claims }: PersonPlacements,
): PlacementEventOf<'placement-arrived' | 'attendance-noted'> | null {
  const { id: placementId, programId, acts } = placement;
  const before = placements.find(
    ({ displacedBy, endReason, level }) =>
      displacedBy === placementId &&
      endReason === PLACEMENT_REASONS.transferred &&
      level === placement.level,
  );
  if (!before || hasArrived(placement) || programId === null) return null;
  const { arrival, cameAt, sessionsBy } = before.course;
  const stay = stayOf(history, arrival?.stayId ?? null);
  const isThere =
    before.programId === programId ||
    (stay !== undefined && (claims.get(stay.facility)?.includes(programId) ?? false));
  if (!isThere) return null;
  if (arrival && stay?.start) return { kind: 'placement-arrived', placementId, ...arrival };
  const isTakenBack = acts.some(({ kind }) => kind === 'not-arrived');
  if (!before.attended || cameAt === null || isTakenBack) return null;
  const eventId = sessionsBy.find(({ at }) => at === cameAt)?.eventId;
  return { kind: 'attendance-noted', placementId, at: cameAt, eventId };
}
