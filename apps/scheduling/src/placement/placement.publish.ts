import {
  placementCompleted,
  placementConfirmed,
  placementDeclined,
  placementOffered,
  placementWaitlisted,
  placementWithdrawn,
  sessionsScheduled,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { rememberedSummary } from '../calendar/remembered-summary.js';
import type { Placement } from './domain/placement.js';
import type { PlacementEvent } from './domain/placement-event.js';

/** A placement as it was when an event happened, and as the event left it. */
export interface AroundEvent {
  readonly before: Placement | undefined;
  readonly after: Placement;
}

/** Maps what happened to a placement to what other services read; an empty list stays inside. */
export function toContractEvents(
  personId: string,
  event: PlacementEvent,
  { before, after }: AroundEvent,
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
