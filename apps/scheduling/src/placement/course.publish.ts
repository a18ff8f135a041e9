import {
  placementArrived,
  placementNotStarted,
  placementPaused,
  placementRescheduled,
  placementResumed,
  type PlacementResumed,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { hasArrived, type Placement } from './domain/placement.js';
import type { PlacementEventOf } from './domain/placement-event.js';

/** A placement as it was when an event happened, and as the event left it. */
export interface AroundEvent {
  readonly before: Placement | undefined;
  readonly after: Placement;
}

type CourseEvent = PlacementEventOf<
  | 'attendance-noted'
  | 'placement-arrived'
  | 'placement-not-started'
  | 'placement-rescheduled'
  | 'placement-held'
  | 'placement-resumed'
>;

/** Maps what becomes of a place that somebody has to what other services read. */
export function courseEvents(
  place: Omit<PlacementResumed, 'resumedAt'>,
  event: CourseEvent,
  { before, after }: AroundEvent,
  now: string,
): Outgoing[] {
  switch (event.kind) {
    case 'attendance-noted':
    case 'placement-arrived':
      return before && hasArrived(before)
        ? []
        : [outgoing(placementArrived, { ...place, arrivedAt: event.at }, now)];
    case 'placement-not-started': {
      const facts = { startsOn: firstDayOf(after), noticedAt: event.at };
      return [outgoing(placementNotStarted, { ...place, ...facts }, now)];
    }
    case 'placement-rescheduled': {
      const facts = { startsOn: event.startsOn, startedOn: firstDayOf(before ?? after) };
      return [outgoing(placementRescheduled, { ...place, ...facts }, now)];
    }
    case 'placement-held':
      return [outgoing(placementPaused, { ...place, since: event.since }, now)];
    case 'placement-resumed':
      return [outgoing(placementResumed, { ...place, resumedAt: now }, now)];
    default:
      return event satisfies never;
  }
}

function firstDayOf({ id, startsOn }: Placement): string {
  if (!startsOn) throw new Error(`placement ${id} has no first day`);
  return startsOn;
}
