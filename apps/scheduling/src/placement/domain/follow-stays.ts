import { isHousing, PLACEMENT_REASONS, type DischargeDisposition } from '@handrail/domain';
import {
  diedIn,
  freeFrom,
  livesIn,
  NEVER,
  stayOf,
  type KnownStay,
} from '../../stay/domain/stay.js';
import { followAlternatives } from './alternatives.js';
import { cameWithMove, careOf, isAtProgram, isReasonFor } from './arrival.js';
import { endedWithDeath } from './despite-death.js';
import { evolve } from './evolve.js';
import { standsUntilAnew } from './fell-with-death.js';
import {
  hasArrived,
  isPending,
  isWaiting,
  type PersonPlacements,
  type Placement,
} from './placement.js';
import { dueOf } from './place-clocks.js';
import { reopen } from './reopen.js';
import { endWithDeath, fallen } from './withdraw.js';
import type { PlacementEvent } from './placement-event.js';
import { rescheduledFor } from './reschedule.js';
import { canComeFrom } from '../../waiting/domain/pauses.js';
import { rankByFacts } from './waiting/rank-by-facts.js';

/** Why a place ended, by how the stay did that had arrived in it. */
const END_REASON_OF: Readonly<Record<DischargeDisposition, string>> = {
  completed: PLACEMENT_REASONS.finished,
  transferred: PLACEMENT_REASONS.transferred,
  'against-advice': PLACEMENT_REASONS.left,
  administrative: PLACEMENT_REASONS.discharged,
  incarcerated: PLACEMENT_REASONS.incarcerated,
  died: PLACEMENT_REASONS.died,
  other: PLACEMENT_REASONS.ended,
};

/**
 * Brings a person's placements in line with what is known of their stays: who arrived, who went
 * elsewhere, whose stay ended, who lives in elsewhere meanwhile, who never came, who died. It is asked
 * after every change of a person, whatever brought it about, and asking again changes nothing: the end
 * is the same in whatever order facts arrive.
 */
export function followStays(person: PersonPlacements, now: string): PlacementEvent[] {
  const events: PlacementEvent[] = [];
  let state = person;
  for (const step of diedIn(person.history) ? DEATH : STEPS) {
    const next = step(state, now);
    events.push(...next);
    state = evolve(state, next);
  }
  return events;
}

type Step = (person: PersonPlacements, now: string) => PlacementEvent[];

/** What becomes of each place by itself, whatever becomes of the others meanwhile. */
const each =
  (step: (placement: Placement, person: PersonPlacements, now: string) => PlacementEvent[]): Step =>
  (person, now) =>
    person.placements.flatMap((placement) => step(placement, person, now));

const DEATH: readonly Step[] = [each(endForDead)];

/** In the order in which they rest on each other: a stay is the arrival at a place somebody has before it is at one they had. */
const STEPS: readonly Step[] = [
  each(retractArrival),
  each(arrive),
  each(correctArrival),
  reopen,
  each(endWithStay),
  each(holdOrResume),
  each(reschedule),
  each(endInTime),
  each(lookAtFallen),
  each(followAlternatives),
  each(putOffWait),
  each(rankByFacts),
];

/** A death that assessment was the first to report is taken back with the stay, too: the place remembers which. */
function endForDead(placement: Placement, person: PersonPlacements): PlacementEvent[] {
  const endedBy = diedIn(person.history)?.stayId;
  const { id: placementId, course } = placement;
  if (!endedWithDeath(placement, person)) return endWithDeath(placement, endedBy);
  const isTraced = endedBy === undefined || course.endedBy !== null;
  return isTraced ? [] : [{ kind: 'end-traced', placementId, endedBy }];
}

/**
 * The stay that had arrived was taken back, or turned out to be the one before: nobody came yet, and a place that
 * was left to a person only because somebody had falls with its cause. What was taken along from another place
 * falls with its stay.
 */
function retractArrival(placement: Placement, person: PersonPlacements): PlacementEvent[] {
  const { id: placementId, course, attended, support } = placement;
  if (placement.status !== 'confirmed' && !isPending(placement)) return [];
  const neverWas = course.cameBefore.flatMap(({ stayId }) =>
    stayId === undefined || stayOf(person.history, stayId)?.start ? [] : [stayId],
  );
  const stay = stayOf(person.history, course.arrival?.stayId ?? null);
  const isNotHere = course.arrival && (!stay?.start || isReasonFor(placement, stay));
  const stayIds = new Set([...neverWas, ...(isNotHere ? [course.arrival.stayId] : [])]);
  const falls = isNotHere && support.length === 0 && !attended;
  return [
    ...[...stayIds].map((stayId) => ({ kind: 'arrival-retracted' as const, placementId, stayId })),
    ...(falls ? fallen(person, placement, PLACEMENT_REASONS.triggerRetracted) : []),
  ];
}

/** A stay that shows that the person came began at another time than was reported first. */
function correctArrival(placement: Placement, { history }: PersonPlacements): PlacementEvent[] {
  const { id: placementId, status, course } = placement;
  if (status !== 'confirmed') return [];
  const seen = [...(course.arrival ? [course.arrival] : []), ...course.cameBefore];
  return seen.flatMap(({ stayId, at }) => {
    const start = stayId === undefined ? undefined : stayOf(history, stayId)?.start;
    if (!start || stayId === undefined || start.startedAt === at) return [];
    return [{ kind: 'arrival-corrected', placementId, stayId, at: start.startedAt }];
  });
}

/** A stay of the level begins around the first day: the person is there, or at another program. */
function arrive(placement: Placement, person: PersonPlacements): PlacementEvent[] {
  const { id: placementId, status, programId, course } = placement;
  if (status !== 'confirmed' || programId === null || course.arrival) return [];
  const along = cameWithMove(placement, person);
  if (along) return [along];
  const care = careOf(placement, person);
  const here = care.find((stay) => isAtProgram(programId, stay, person.claims));
  if (here) {
    const { stayId, start } = here;
    return [{ kind: 'placement-arrived', placementId, stayId, at: start!.startedAt }];
  }
  const elsewhere = care[0];
  if (!elsewhere || placement.attended) return [];
  const reason = PLACEMENT_REASONS.wentElsewhere;
  const endedBy = elsewhere.stayId;
  return [
    { kind: 'placement-withdrawn', placementId, reason, displacedBy: null, endedBy },
    { kind: 'review-needed', placementId, reason },
  ];
}

/** The stay that arrived has ended, and the place with it: the next in line gets it. */
function endWithStay(placement: Placement, { history }: PersonPlacements): PlacementEvent[] {
  const { id: placementId, status, course } = placement;
  const stay = stayOf(history, course.arrival?.stayId ?? null);
  if (!stay?.end || (status !== 'confirmed' && !isWaiting(placement))) return [];
  const endReason = END_REASON_OF[stay.end.disposition];
  const endedBy = stay.stayId;
  return [{ kind: 'placement-completed', placementId, endReason, displacedBy: null, endedBy }];
}

/** Who lives in elsewhere cannot come to sessions, or live in a residence: the place is kept for some days. */
function holdOrResume(
  placement: Placement,
  person: PersonPlacements,
  now: string,
): PlacementEvent[] {
  const { id: placementId, status, level, plan, course, createdAt } = placement;
  if (status !== 'confirmed' || (plan === null && !isHousing(level))) return [];
  const elsewhere = livesInElsewhere(placement, person);
  const isKeptForStay = course.hold !== null && course.hold.stayId !== null;
  if (!elsewhere) return isKeptForStay ? [{ kind: 'placement-resumed', placementId }] : [];
  if (course.hold) return [];
  const { stayId, start } = elsewhere;
  const since = later(start?.startedAt ?? now, createdAt);
  return [{ kind: 'placement-held', placementId, stayId, since }];
}

/**
 * An open stay round the clock other than the one of the place. One that is planned to end moves a
 * place that has not begun; only one that has begun is put on hold for it.
 */
const livesInElsewhere = (
  placement: Placement,
  { history }: PersonPlacements,
): KnownStay | undefined =>
  livesIn(history, placement.createdAt).find(
    (stay) =>
      stay.stayId !== placement.course.arrival?.stayId &&
      (stay.plan === null || hasArrived(placement)),
  );

const later = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);

/** The discharge before a place moves, and the first day with it. */
function reschedule(placement: Placement, person: PersonPlacements, now: string): PlacementEvent[] {
  if (placement.status !== 'confirmed' || hasArrived(placement) || placement.course.hold) return [];
  const start = rescheduledFor(placement, person, now);
  return start ? [{ kind: 'placement-rescheduled', placementId: placement.id, ...start }] : [];
}

/** A time that somebody waited for has come. */
function endInTime(placement: Placement, _person: PersonPlacements, now: string): PlacementEvent[] {
  const { id: placementId } = placement;
  const due = dueOf(placement);
  if (!due || Date.parse(due.at) > Date.parse(now)) return [];
  if (due.kind === 'ask-again') {
    const resting = placement.course.resting.filter(
      ({ until }) => Date.parse(until) > Date.parse(now),
    );
    return [{ kind: 'track-rested', placementId, resting }];
  }
  if (due.kind === 'parked-over') return [{ kind: 'wait-taken-up', placementId }];
  if (due.kind === 'hold-review')
    return [{ kind: 'review-needed', placementId, reason: PLACEMENT_REASONS.holdOver }];
  if (due.kind === 'home-review')
    return [{ kind: 'review-needed', placementId, reason: PLACEMENT_REASONS.neverCame }];
  if (due.kind === 'not-started') return [{ kind: 'placement-not-started', placementId, at: now }];
  const isKeptInVain = due.kind === 'hold-over';
  const endReason = isKeptInVain ? PLACEMENT_REASONS.transferred : PLACEMENT_REASONS.neverCame;
  // It comes back with the news that the stay it was kept for never began.
  const endedBy = (isKeptInVain && placement.course.hold?.stayId) || undefined;
  return [{ kind: 'placement-completed', placementId, endReason, displacedBy: null, endedBy }];
}

/** They live, and nobody may determine anew what fell with their death: a human looks at the place meanwhile. */
function lookAtFallen(placement: Placement): PlacementEvent[] {
  const { id: placementId, status, needsReview, course } = placement;
  const reason = PLACEMENT_REASONS.causeRetracted;
  if ((status !== 'confirmed' && !isPending(placement)) || !standsUntilAnew(placement)) return [];
  if (needsReview !== null || course.reviewed?.reason === reason) return [];
  return [{ kind: 'review-needed', placementId, reason }];
}

/**
 * Who waits while living in, or cannot come for a while, keeps the rank, and is passed over until the stay
 * or the pause ends or is to end.
 */
function putOffWait(
  placement: Placement,
  { history, waiting }: PersonPlacements,
  now: string,
): PlacementEvent[] {
  if (!isWaiting(placement)) return [];
  const there = placement.course.arrival?.stayId ?? null;
  const from = laterOf(
    freeFrom(history, placement.createdAt, there),
    canComeFrom(waiting.pauses, now),
  );
  if (placement.freeFrom === from) return [];
  return [{ kind: 'wait-moved', placementId: placement.id, freeFrom: from }];
}

function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a === NEVER || b === NEVER ? NEVER : later(a, b);
}
