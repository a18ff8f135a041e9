import type { CaseEvent } from './case-event.js';
import type { Reassessment } from './person-case.js';
import { stageOf, type Stage, type Work } from './work.js';
import type { WorkEvent } from './work-event.js';

type Changing = Exclude<
  Extract<CaseEvent, { readonly id: string }>,
  { readonly kind: 'basis-confirmed' }
>;

/** The work after an event of its reassessment; `one` is the reassessment before it. */
export function workAfter(reassessment: Reassessment, event: Changing): Work {
  switch (event.kind) {
    case 'evidence-changed':
      return noted(reassessment.work, event.kind, null, event.at);
    case 'proposal-made': {
      const work = noted(reassessment.work, event.kind, null, event.at);
      if (reassessment.status === 'determined') return to(work, 'unassigned', event);
      const newRatings = reassessment.used?.ratingsEventId !== event.used.ratingsEventId;
      const next = newRatings ? answered(reassessment, work, event.at) : work;
      if (next.snoozedUntil === null) return next;
      const step = { at: event.at, reason: 'something new is known' };
      return to({ ...next, snoozedUntil: null }, resting(reassessment), step);
    }
    case 'level-determined': {
      const { by = null, determinedAt: at } = event.decision;
      const work = noted(
        { ...reassessment.work, draft: null, snoozedUntil: null },
        event.kind,
        by,
        at,
      );
      return to(answered(reassessment, work, at), 'determined', { at, by });
    }
    case 'withdrawn':
      return to(noted(reassessment.work, event.kind, null, event.at), 'withdrawn', event);
    default:
      return workAfterAct(reassessment, event);
  }
}

function workAfterAct(reassessment: Reassessment, event: WorkEvent): Work {
  const work = noted(reassessment.work, event.kind, 'by' in event ? event.by : null, event.at);
  switch (event.kind) {
    case 'claimed':
      return to({ ...work, snoozedUntil: null }, 'assigned', event);
    case 'handed-off':
      return to({ ...work, snoozedUntil: null }, event.to ? 'assigned' : 'unassigned', event);
    case 'snoozed':
      return to({ ...work, snoozedUntil: event.until }, 'snoozed', event);
    case 'snooze-ended':
      return to({ ...work, snoozedUntil: null }, resting(reassessment), {
        ...event,
        since: event.until,
      });
    case 'information-requested': {
      const { by, asks, at } = event;
      const requests = [...work.requests, { by, asks, at, answeredAt: null }];
      return to({ ...work, requests, snoozedUntil: null }, 'waiting-for-information', event);
    }
    case 'draft-saved': {
      const { ratings, context, note, by, at } = event;
      return answered(
        reassessment,
        { ...work, draft: { ratings, context, note, by, savedAt: at } },
        at,
      );
    }
    case 'outreach-tried': {
      const { at, by, outcome, exhausted } = event;
      const attempts = [...work.attempts, { at, by, outcome }];
      return { ...work, attempts, outreachFailed: exhausted };
    }
    case 'became-overdue': {
      const escalation = { at: event.at, reason: 'overdue', from: reassessment.claimedBy } as const;
      const escalations = [...work.escalations, escalation];
      return to({ ...work, escalations, snoozedUntil: null }, resting(reassessment), {
        ...{ at: event.at, since: event.dueAt, reason: 'overdue' },
      });
    }
    case 'escalated': {
      const escalation = { at: event.at, reason: 'still-waiting', from: event.from } as const;
      const escalations = [...work.escalations, escalation];
      return to({ ...work, escalations }, 'unassigned', { at: event.at, reason: 'still-waiting' });
    }
    default:
      return event satisfies never;
  }
}

const resting = ({ claimedBy }: Reassessment): Stage => (claimedBy ? 'assigned' : 'unassigned');

interface Step {
  readonly at: string;
  readonly by?: string | null;
  readonly reason?: string;
  /** When it took effect, if that is not when it was recorded. */
  readonly since?: string;
}

/** Moves to a stage; the age of a stage goes on when nothing but its owner stays the same. */
function to(work: Work, stage: Stage, { at, by = null, reason, since }: Step): Work {
  if (stageOf(work) === stage && stage !== 'assigned') return work;
  if (stageOf(work) === stage && by === null) return work;
  const step = { stage, by, reason: reason ?? null, effectiveAt: since ?? at, recordedAt: at };
  return { ...work, history: [...work.history, step] };
}

/** What was asked for has come. */
function answered(reassessment: Reassessment, work: Work, at: string): Work {
  const requests = work.requests.map((request) => ({
    ...request,
    answeredAt: request.answeredAt ?? at,
  }));
  const waited = stageOf(work) === 'waiting-for-information';
  const next = { ...work, requests };
  return waited ? to(next, resting(reassessment), { at, reason: 'information came' }) : next;
}

const noted = (work: Work, what: string, by: string | null, at: string): Work => ({
  ...work,
  lastChange: { what, by, at },
});
