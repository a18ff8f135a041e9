import { PLACEMENT_REASONS } from '@handrail/domain';
import type { Course } from './course.js';
import type { Placement } from './placement.js';
import type { PlacementEventOf } from './placement-event.js';

type CourseChange = PlacementEventOf<
  | 'attendance-noted'
  | 'attendance-taken-back'
  | 'first-session-missed'
  | 'placement-arrived'
  | 'arrival-corrected'
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
      return { ...onceThere(placement), attended: true, course: cameTo(course, event) };
    case 'attendance-taken-back':
      return withoutReport(placement, event.eventId);
    case 'first-session-missed':
      return {
        ...placement,
        course: { ...course, missedFirstAt: event.at, missedBy: event.eventId ?? null },
      };
    case 'placement-arrived': {
      const arrival = { at: event.at, stayId: event.stayId };
      return { ...onceThere(placement), course: { ...course, ...started, arrival } };
    }
    case 'arrival-corrected':
      return { ...placement, course: withTimes(course, event) };
    case 'arrival-retracted':
      return { ...placement, course: withoutStay(course, event.stayId) };
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

/** The person came; the earliest time counts, in whatever order sessions are reported. */
function cameTo(course: Course, { at, eventId }: PlacementEventOf<'attendance-noted'>): Course {
  const isFirst = course.cameAt === null || Date.parse(at) < Date.parse(course.cameAt);
  const sessionsBy =
    eventId === undefined ? course.sessionsBy : [...course.sessionsBy, { eventId, at }];
  return { ...course, ...started, cameAt: isFirst ? at : course.cameAt, sessionsBy };
}

/** A report was not so, or, by hand, nobody has come at all: neither here nor where a move took that along from. */
function withoutReport(placement: Placement, eventId: string | undefined): Placement {
  const { course } = placement;
  if (eventId !== undefined && eventId === course.missedBy)
    return { ...placement, course: { ...course, ...started, missedBy: null } };
  const cameBefore = course.cameBefore.filter((came) =>
    eventId === undefined
      ? came.stayId !== undefined || came.at !== course.cameAt
      : came.eventId !== eventId,
  );
  const isHere =
    eventId === undefined || course.sessionsBy.some((each) => each.eventId === eventId);
  if (!isHere) return { ...placement, course: { ...course, cameBefore } };
  const sessionsBy =
    eventId === undefined ? [] : course.sessionsBy.filter((session) => session.eventId !== eventId);
  const [first] = sessionsBy.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return {
    ...placement,
    attended: first !== undefined,
    course: { ...course, cameAt: first?.at ?? null, sessionsBy, cameBefore },
  };
}

const withTimes = (
  course: Course,
  { stayId, at }: PlacementEventOf<'arrival-corrected'>,
): Course => ({
  ...course,
  arrival: course.arrival?.stayId === stayId ? { stayId, at } : course.arrival,
  cameBefore: course.cameBefore.map((came) => (came.stayId === stayId ? { ...came, at } : came)),
});

/** What a stay said of when the person came. */
const withoutStay = (course: Course, stayId: string): Course => ({
  ...course,
  arrival: course.arrival?.stayId === stayId ? null : course.arrival,
  cameBefore: course.cameBefore.filter((came) => came.stayId !== stayId),
});

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
