import {
  placementCompleted,
  placementConfirmed,
  placementDeclined,
  placementOffered,
  placementWaitlisted,
  placementWithdrawn,
  sessionsScheduled,
  type PlacementOffered,
} from '@handrail/contracts';
import { isHousing, type WaitReason } from '@handrail/domain';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { rememberedSummary } from '../calendar/remembered-summary.js';
import { courseEvents, type AroundEvent } from './course.publish.js';
import { housingEvents } from './housing.publish.js';
import { closedBeside, offerEvents } from './offer.publish.js';
import type { Placement } from './domain/placement.js';
import type { PlacementEvent, PlacementEventOf } from './domain/placement-event.js';

/** Maps what happened to a placement to what other services read; an empty list stays inside. */
export function toContractEvents(
  personId: string,
  event: Exclude<PlacementEvent, { kind: 'waiting-noted' }>,
  { before, after }: AroundEvent,
  now: string,
): Outgoing[] {
  const { level } = after;
  if (isHousing(level)) return housingEvents(personId, event, { before, after }, now);
  const { reassessmentId } = after.causedBy;
  const subject = { personId, placementId: after.id, reassessmentId, level };
  switch (event.kind) {
    case 'placement-waitlisted':
      return [waitlisted(subject, after, now)];
    case 'request-renewed':
    case 'priority-changed':
      return after.status === 'waitlisted' ? [waitlisted(subject, after, now)] : [];
    case 'placement-offered':
    case 'placement-confirmed':
      return [
        ...closedBeside(subject, before, after, now),
        ...placeGiven(subject, event, after, now),
      ];
    case 'offer-acknowledged':
    case 'offer-closed':
      return offerEvents(subject, event, after, now);
    case 'placement-declined':
    case 'placement-withdrawn':
    case 'placement-completed':
      return placeOver(subject, event, { before, after }, now);
    case 'attendance-noted':
    case 'placement-arrived':
    case 'placement-not-started':
    case 'placement-rescheduled':
    case 'placement-held':
    case 'placement-resumed':
      // Somebody may come to a session of a place they have no more.
      if (after.programId === null) return [];
      return [
        ...courseEvents({ ...subject, ...placed(after) }, event, { before, after }, now),
        ...(event.kind === 'placement-rescheduled' ? scheduled(personId, after, now) : []),
      ];
    case 'plan-extended':
      return scheduled(personId, after, now);
    case 'placement-requested':
    case 'place-asked-for-again':
    case 'support-fell':
    case 'wait-continued':
    case 'placement-reinstated':
    case 'end-traced':
    case 'death-set-aside':
    case 'history-known':
    case 'consents-known':
    case 'first-session-missed':
    case 'attendance-taken-back':
    case 'arrival-corrected':
    case 'arrival-retracted':
    case 'wait-moved':
    case 'track-rested':
    case 'wait-taken-up':
    case 'person-agreed':
    case 'review-needed':
    case 'review-done':
    case 'act-recorded':
      return [];
    default:
      return event satisfies never;
  }
}

type Subject = Pick<PlacementOffered, 'personId' | 'placementId' | 'reassessmentId' | 'level'>;

/** A place is held for an answer, or is the person's. */
function placeGiven(
  subject: Subject,
  event: PlacementEventOf<'placement-offered' | 'placement-confirmed'>,
  after: Placement,
  now: string,
): Outgoing[] {
  const { messageId, determinationId } = after.causedBy;
  if (event.kind === 'placement-offered') {
    const { place, expiresAt } = event.offer;
    const { programId, trackId } = place;
    return [
      outgoing(placementOffered, { ...subject, programId, trackId, messageId, expiresAt }, now),
    ];
  }
  const place = { ...subject, ...placed(after), messageId };
  const { movedFrom, place: given } = event;
  const facts = { determinationId, startsOn: given.startsOn, movedFrom };
  return [
    outgoing(placementConfirmed, { ...place, ...facts }, now),
    ...scheduled(subject.personId, after, now),
  ];
}

/** It came to nothing, or the person has had it. */
function placeOver(
  subject: Subject,
  event: PlacementEventOf<'placement-declined' | 'placement-withdrawn' | 'placement-completed'>,
  { before, after }: AroundEvent,
  now: string,
): Outgoing[] {
  if (event.kind === 'placement-declined')
    return [
      outgoing(placementDeclined, { ...subject, ...placed(after), reason: event.reason }, now),
    ];
  if (event.kind === 'placement-completed') {
    const facts = { endReason: event.endReason, endedAt: now };
    return [outgoing(placementCompleted, { ...subject, ...placed(after), ...facts }, now)];
  }
  const { programId, trackId } = after;
  const wasConfirmed = before?.status === 'confirmed';
  const facts = { programId, trackId, wasConfirmed, reason: event.reason };
  return [
    ...closedBeside(subject, before, after, now),
    outgoing(placementWithdrawn, { ...subject, ...facts }, now),
  ];
}

function placed({ id, programId, trackId }: Placement) {
  if (!programId || !trackId) throw new Error(`placement ${id} has no track`);
  return { programId, trackId };
}

function waitlisted(subject: Subject, placement: Placement, now: string): Outgoing {
  const { causedBy, waitReason: why, priorityClass, requestedAt } = placement;
  const { messageId } = causedBy;
  const waitReason = publicReason(why);
  const facts = { messageId, waitReason, priorityClass, requestedAt };
  return outgoing(placementWaitlisted, { ...subject, ...facts }, now);
}

function scheduled(personId: string, { id, plan }: Placement, now: string): Outgoing[] {
  const summary = plan && rememberedSummary(plan);
  if (!plan || !summary) return [];
  const data = { personId, placementId: id, timeZone: plan.timeZone, ...summary };
  return [outgoing(sessionsScheduled, data, now)];
}

/** Whether somebody has consented concerns nobody who only reads events: no program may be asked, that is all. */
const publicReason = (reason: WaitReason | null) =>
  reason === 'consent' ? 'no-matching-program' : (reason ?? 'full');
