import { PLACEMENT_REASONS } from '@handrail/domain';
import type { Placement } from './placement.js';
import type { PlacementEventOf } from './placement-event.js';

type CourseChange = PlacementEventOf<
  | 'attendance-noted'
  | 'attendance-taken-back'
  | 'first-session-missed'
  | 'placement-arrived'
  | 'arrival-retracted'
  | 'placement-held'
  | 'placement-resumed'
  | 'placement-rescheduled'
  | 'plan-extended'
  | 'placement-not-started'
>;

/** What becomes of a place that somebody has. */
export function onCourse(placement: Placement, event: CourseChange): Placement {
  const { course } = placement;
  switch (event.kind) {
    case 'attendance-noted':
      return {
        ...onceThere(placement),
        attended: true,
        course: { ...course, ...started, cameAt: event.at },
      };
    case 'attendance-taken-back':
      return { ...placement, attended: false, course: { ...course, cameAt: null } };
    case 'first-session-missed':
      return { ...placement, course: { ...course, missedFirstAt: event.at } };
    case 'placement-arrived': {
      const arrival = { at: event.at, stayId: event.stayId };
      return { ...onceThere(placement), course: { ...course, ...started, arrival } };
    }
    case 'arrival-retracted':
      return { ...placement, course: { ...course, arrival: null } };
    case 'placement-held':
      return {
        ...placement,
        course: { ...course, hold: { stayId: event.stayId, since: event.since } },
      };
    case 'placement-resumed':
      return {
        ...placement,
        course: { ...course, hold: null },
        needsReview: reviewOnceTakenUp(placement),
      };
    case 'plan-extended':
      return { ...placement, plan: event.plan };
    case 'placement-rescheduled':
      return {
        ...placement,
        startsOn: event.startsOn,
        plan: event.plan,
        course: { ...course, ...started, putOffTo: event.putOffTo },
      };
    case 'placement-not-started':
      return { ...placement, course: { ...course, notStartedAt: event.at } };
    default:
      return event satisfies never;
  }
}

/** Nobody has to be asked any more whether somebody lives there. */
const onceThere = (placement: Placement): Placement =>
  placement.needsReview === PLACEMENT_REASONS.neverCame
    ? { ...placement, needsReview: null }
    : placement;

/** Nobody has to be asked any more why the person does not come. */
const started = { notStartedAt: null, missedFirstAt: null } as const;

/** Nobody has to look at a place any more only because it was kept for long. */
const reviewOnceTakenUp = ({ needsReview }: Placement): string | null =>
  needsReview === PLACEMENT_REASONS.holdOver ? null : needsReview;
