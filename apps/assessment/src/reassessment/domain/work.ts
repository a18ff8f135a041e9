import type { CareContext, Ratings } from '@handrail/contracts';
import type { CaseEvent } from './case-event.js';
import type { Reassessment } from './person-case.js';
import type { WorkEvent } from './work-event.js';

export const STAGES = [
  'unassigned',
  'assigned',
  'waiting-for-information',
  'snoozed',
  'determined',
  'withdrawn',
] as const;
export type Stage = (typeof STAGES)[number];

/** A step from one stage to the next: when it took effect in the world, and when it was recorded. */
export interface Transition {
  readonly stage: Stage;
  readonly by: string | null;
  readonly reason: string | null;
  readonly effectiveAt: string;
  readonly recordedAt: string;
}

export interface Draft {
  readonly ratings: Partial<Ratings>;
  readonly context: CareContext;
  readonly note: string | null;
  readonly by: string;
  readonly savedAt: string;
}

export interface InformationRequest {
  readonly by: string;
  readonly asks: string;
  readonly at: string;
  readonly answeredAt: string | null;
}

export interface OutreachAttempt {
  readonly at: string;
  readonly by: string;
  readonly outcome: 'reached' | 'not-reached';
}

export interface Escalation {
  readonly at: string;
  readonly reason: 'overdue' | 'still-waiting';
  /** Who held it; null when nobody did. */
  readonly from: string | null;
}

/** A reassessment as a piece of work for people. There is one, and escalation moves it. */
export interface Work {
  /** Oldest first; the last one is the stage it is in. Notes and drafts add none. */
  readonly history: readonly Transition[];
  readonly snoozedUntil: string | null;
  readonly requests: readonly InformationRequest[];
  readonly draft: Draft | null;
  readonly attempts: readonly OutreachAttempt[];
  /** The last attempts failed, as many as the policy allows. */
  readonly outreachFailed: boolean;
  readonly escalations: readonly Escalation[];
  readonly lastChange: {
    readonly what: string;
    readonly by: string | null;
    readonly at: string;
  } | null;
}

/** The work of a reassessment that was just opened; it waits since the day of its reason. */
export const newWork = (effectiveAt: string, recordedAt: string): Work => ({
  history: [{ stage: 'unassigned', by: null, reason: null, effectiveAt, recordedAt }],
  snoozedUntil: null,
  requests: [],
  draft: null,
  attempts: [],
  outreachFailed: false,
  escalations: [],
  lastChange: null,
});

export const stageOf = ({ history }: Work): Stage => history.at(-1)?.stage ?? 'unassigned';

type Changing = Extract<CaseEvent, { readonly id: string }>;

/** The work after an event of its reassessment; `one` is the reassessment before it. */
export function workAfter(one: Reassessment, event: Changing): Work {
  switch (event.kind) {
    case 'basis-confirmed':
      return one.work;
    case 'evidence-changed':
      return noted(one.work, event.kind, null, event.at);
    case 'proposal-made': {
      const work = noted(one.work, event.kind, null, event.at);
      if (one.status === 'determined') return to(work, 'unassigned', event);
      const newRatings = one.used?.ratingsEventId !== event.used.ratingsEventId;
      const next = newRatings ? answered(one, work, event.at) : work;
      if (next.snoozedUntil === null) return next;
      const step = { at: event.at, reason: 'something new is known' };
      return to({ ...next, snoozedUntil: null }, resting(one), step);
    }
    case 'level-determined': {
      const { by = null, determinedAt: at } = event.decision;
      const work = noted({ ...one.work, draft: null, snoozedUntil: null }, event.kind, by, at);
      return to(answered(one, work, at), 'determined', { at, by });
    }
    case 'withdrawn':
      return to(noted(one.work, event.kind, null, event.at), 'withdrawn', event);
    default:
      return workAfterAct(one, event);
  }
}

function workAfterAct(one: Reassessment, event: WorkEvent): Work {
  const work = noted(one.work, event.kind, 'by' in event ? event.by : null, event.at);
  switch (event.kind) {
    case 'claimed':
      return to({ ...work, snoozedUntil: null }, 'assigned', event);
    case 'handed-off':
      return to({ ...work, snoozedUntil: null }, event.to ? 'assigned' : 'unassigned', event);
    case 'snoozed':
      return to({ ...work, snoozedUntil: event.until }, 'snoozed', event);
    case 'snooze-ended':
      return to({ ...work, snoozedUntil: null }, resting(one), { ...event, since: event.until });
    case 'information-requested': {
      const { by, asks, at } = event;
      const requests = [...work.requests, { by, asks, at, answeredAt: null }];
      return to({ ...work, requests, snoozedUntil: null }, 'waiting-for-information', event);
    }
    case 'draft-saved': {
      const { ratings, context, note, by, at } = event;
      return answered(one, { ...work, draft: { ratings, context, note, by, savedAt: at } }, at);
    }
    case 'outreach-tried': {
      const { at, by, outcome, exhausted } = event;
      const attempts = [...work.attempts, { at, by, outcome }];
      return { ...work, attempts, outreachFailed: exhausted };
    }
    case 'became-overdue': {
      const escalation = { at: event.at, reason: 'overdue', from: one.claimedBy } as const;
      const escalations = [...work.escalations, escalation];
      return to({ ...work, escalations, snoozedUntil: null }, resting(one), {
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
function answered(one: Reassessment, work: Work, at: string): Work {
  const requests = work.requests.map((request) => ({
    ...request,
    answeredAt: request.answeredAt ?? at,
  }));
  const waited = stageOf(work) === 'waiting-for-information';
  const next = { ...work, requests };
  return waited ? to(next, resting(one), { at, reason: 'information came' }) : next;
}

const noted = (work: Work, what: string, by: string | null, at: string): Work => ({
  ...work,
  lastChange: { what, by, at },
});
