import {
  placementCompleted,
  placementConfirmed,
  placementDeclined,
  placementOffered,
  placementWaitlisted,
  placementWithdrawn,
  sessionsScheduled,
} from '@handrail/contracts';
import type { Decision } from '@handrail/domain';
import {
  applied,
  outgoing,
  type Outcome,
  type Outgoing,
  type TimerChange,
} from '@handrail/messaging';
import { summaryOf, type PlanSummary, type SessionPlan } from '../calendar/domain/sessions.js';
import { risksOf } from './domain/deadline-risk.js';
import { evolve } from './domain/evolve.js';
import { planEndsAt } from './domain/finish-plan.js';
import { placementOf, type PersonCase, type Placement } from './domain/placement.js';
import type { PlacementEvent } from './domain/placement-event.js';

export const OFFER_EXPIRED = 'timer.scheduling.offer-expired';

export const DEADLINE_NEAR = 'timer.scheduling.deadline-near';

export const PLAN_OVER = 'timer.scheduling.plan-over';

/** Name of the timer that ends a placement with its plan. */
export const planTimer = (placementId: string): string => `plan:${placementId}`;

const offerTimer = (placementId: string): string => `offer:${placementId}`;

/** A case after its events, with what others are told and which timers change. */
export interface Told {
  readonly person: PersonCase;
  readonly publish: readonly Outgoing[];
  readonly timers: readonly TimerChange[];
}

/** Answers a handler's decision to the engine. */
export function toOutcome(
  person: PersonCase,
  decision: Decision<PlacementEvent>,
  now: string,
): Outcome<PersonCase> {
  if (decision.kind !== 'happened') return decision;
  const told = tell(person, decision.events, now);
  return applied(told.person, told.publish, told.timers);
}

/** Applies events one after the other and says each as its contract event. */
export function tell(person: PersonCase, events: readonly PlacementEvent[], now: string): Told {
  const publish: Outgoing[] = [];
  const timers: TimerChange[] = [];
  let state = person;
  for (const event of events) {
    const id = event.kind === 'placement-requested' ? event.placement.id : event.placementId;
    const before = placementOf(state, id);
    state = evolve(state, [event]);
    const after = placementOf(state, id);
    if (!after) throw new Error('an event names a placement the person does not have');
    publish.push(...said(person.personId, event, before, after, now));
    timers.push(
      ...offerTimers(before, after),
      ...planTimers(before, after),
      ...deadlineTimers(before, after),
    );
  }
  return { person: state, publish, timers };
}

function offerTimers(before: Placement | undefined, after: Placement): TimerChange[] {
  const name = offerTimer(after.id);
  if (after.status === 'offered' && after.offerExpiresAt && before?.status !== 'offered')
    return [
      {
        kind: 'set',
        name,
        type: OFFER_EXPIRED,
        dueAt: after.offerExpiresAt,
        data: { placementId: after.id },
      },
    ];
  return before?.status === 'offered' && after.status !== 'offered'
    ? [{ kind: 'cancel', name }]
    : [];
}

/** Whoever has a place is asked what comes next when its plan is over; whoever leaves it before is not. */
function planTimers(before: Placement | undefined, after: Placement): TimerChange[] {
  if (before?.status === after.status) return [];
  const waits = untilPlanIsOver(after);
  if (waits.length > 0) return waits;
  return before?.status === 'confirmed' ? [{ kind: 'cancel', name: planTimer(after.id) }] : [];
}

/** The timer that ends a placement with its plan; none for care that does not end so. */
export function untilPlanIsOver(placement: Placement): TimerChange[] {
  const { id: placementId } = placement;
  const dueAt = planEndsAt(placement, rememberedSummary);
  if (!dueAt) return [];
  const name = planTimer(placementId);
  return [{ kind: 'set', name, type: PLAN_OVER, dueAt, data: { placementId } }];
}

/** Who waits with a legal deadline is warned about in time; whoever stops waiting is not. */
function deadlineTimers(before: Placement | undefined, after: Placement): TimerChange[] {
  const [known, now] = [risksOf(before), risksOf(after)];
  const name = (deadline: string) => `deadline:${deadline}:${after.id}`;
  const set = now
    .filter(
      ({ deadline, dueAt }) => !known.some((k) => k.deadline === deadline && k.dueAt === dueAt),
    )
    .map(({ deadline, dueAt, riskAt }): TimerChange => ({
      kind: 'set',
      name: name(deadline),
      type: DEADLINE_NEAR,
      dueAt: riskAt,
      data: { placementId: after.id, deadline, dueAt },
    }));
  const cancelled = known
    .filter(({ deadline }) => !now.some((n) => n.deadline === deadline))
    .map(({ deadline }): TimerChange => ({ kind: 'cancel', name: name(deadline) }));
  return [...set, ...cancelled];
}

/** The one mapping from what happened here to what other services read. */
function said(
  personId: string,
  event: PlacementEvent,
  before: Placement | undefined,
  after: Placement,
  now: string,
): Outgoing[] {
  const subject = {
    personId,
    placementId: after.id,
    reassessmentId: after.causedBy.reassessmentId,
    level: after.level,
  };
  const { messageId, determinationId } = after.causedBy;
  switch (event.kind) {
    case 'placement-waitlisted':
      return [waitlisted(personId, after, now)];
    case 'request-renewed':
    case 'priority-changed':
      return after.status === 'waitlisted' ? [waitlisted(personId, after, now)] : [];
    case 'placement-offered':
      return [
        outgoing(
          placementOffered,
          { ...subject, ...placed(after), messageId, expiresAt: event.expiresAt },
          now,
        ),
      ];
    case 'placement-confirmed': {
      const { startsOn } = event.place;
      const { movedFrom } = event;
      const facts = { ...placed(after), determinationId, messageId, startsOn, movedFrom };
      return [
        outgoing(placementConfirmed, { ...subject, ...facts }, now),
        ...scheduled(personId, after, now),
      ];
    }
    case 'placement-declined':
      return [
        outgoing(placementDeclined, { ...subject, ...placed(after), reason: event.reason }, now),
      ];
    case 'placement-withdrawn': {
      const { programId, trackId } = after;
      const wasConfirmed = before?.status === 'confirmed';
      const facts = { programId, trackId, wasConfirmed, reason: event.reason };
      return [outgoing(placementWithdrawn, { ...subject, ...facts }, now)];
    }
    case 'placement-completed':
      return [
        outgoing(
          placementCompleted,
          { ...subject, ...placed(after), endReason: event.endReason, endedAt: now },
          now,
        ),
      ];
    case 'placement-requested':
    case 'place-asked-for-again':
    case 'support-fell':
    case 'wait-continued':
    case 'placement-reinstated':
    case 'attendance-noted':
    case 'review-needed':
      return [];
    default:
      return event satisfies never;
  }
}

function placed({ id, programId, trackId }: Placement) {
  if (!programId || !trackId) throw new Error(`placement ${id} has no track`);
  return { programId, trackId };
}

function waitlisted(personId: string, placement: Placement, now: string): Outgoing {
  const { id, level, causedBy, waitReason, priorityClass, requestedAt } = placement;
  return outgoing(
    placementWaitlisted,
    {
      personId,
      placementId: id,
      reassessmentId: causedBy.reassessmentId,
      level,
      messageId: causedBy.messageId,
      waitReason: waitReason ?? 'full',
      priorityClass,
      requestedAt,
    },
    now,
  );
}

function scheduled(personId: string, { id, plan }: Placement, now: string): Outgoing[] {
  const summary = plan && rememberedSummary(plan);
  if (!plan || !summary) return [];
  const data = { personId, placementId: id, timeZone: plan.timeZone, ...summary };
  return [outgoing(sessionsScheduled, data, now)];
}

/** Many people start on the same track on the same day; walking twelve weeks of days once is enough. */
const REMEMBERED = 500;
const summaries = new Map<string, PlanSummary | null>();

function rememberedSummary(plan: SessionPlan): PlanSummary | null {
  const { timeZone, days, from, to, startsOn, weeks } = plan;
  const key = [timeZone, days.join(), from, to, startsOn, weeks].join(' ');
  let summary = summaries.get(key);
  if (summary === undefined) {
    if (summaries.size >= REMEMBERED) summaries.clear();
    summaries.set(key, (summary = summaryOf(plan)));
  }
  return summary;
}
