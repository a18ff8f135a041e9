import type { Due, QueueRow, CareReassessment } from '../api/care.js';

/** What the service adds to a reassessment in its queue. */
export interface QueuedReassessment extends CareReassessment {
  readonly due?: string;
}

/**
 * What an item waits for, in words. The order follows what has to happen first: an answer, a time,
 * somebody who takes it, ratings, a signature.
 */
function waitingOn(item: QueuedReassessment): string {
  const asked = item.informationRequests?.findLast((request) => request.answeredAt === null);
  switch (item.stage) {
    case 'waiting-for-information':
      return asked ? asked.asks : 'information';
    case 'snoozed':
      return 'its time to come back';
    case 'unassigned':
      return 'somebody to take it';
    case 'determined':
    case 'withdrawn':
      return 'nothing';
    default:
      return item.proposal?.level === null ? 'ratings of d1 to d3' : 'a signature';
  }
}

/** A task without a deadline is none that is on time. */
function dueOf(item: QueuedReassessment): Due {
  if (!item.dueAt) return 'none';
  switch (item.due) {
    case 'overdue':
    case 'due-soon':
    case 'on-time':
      return item.due;
    default:
      return item.overdueSince ? 'overdue' : 'on-time';
  }
}

/** An item of the service's queue as the page lists it; `facility` is where it happened. */
export function queueRow(item: QueuedReassessment, facility: string | null): QueueRow {
  return {
    id: item.id,
    personId: item.personId,
    version: item.version,
    whyNow: item.whyNow ?? item.trigger.kind.replaceAll('-', ' '),
    occurredAt: item.trigger.occurredAt,
    facility,
    trigger: item.trigger.kind,
    flags: item.flags ?? [],
    due: dueOf(item),
    dueAt: item.dueAt,
    openedAt: item.openedAt,
    owner: item.claimedBy,
    stage: item.stage ?? (item.claimedBy ? 'assigned' : 'unassigned'),
    stageSince: item.stageSince ?? item.claimedAt ?? item.openedAt,
    waitingOn: waitingOn(item),
    snoozedUntil: item.snoozedUntil ?? null,
  };
}
