import { assertTransition } from '@handrail/domain';
import type { CaseEvent } from './case-event.js';
import type { PersonCase, Reassessment } from './person-case.js';
import { workAfter } from './work-after.js';
import { recordFact, retractFact } from './record-fact.js';
import { reassessmentTransitions, type ReassessmentEvent } from './transitions.js';

/** The case after what happened. The only place where a case changes. */
export function evolve(state: PersonCase, events: readonly CaseEvent[]): PersonCase {
  const led = events[0] && leadsTo.get(events[0]);
  if (led?.from === state && led.steps === events.length) return led.to;
  return events.reduce(after, state);
}

/**
 * Where the events of a decision led while it was made, by the first of them: whoever applies it need not go
 * there again, and what was worked out about the case on the way is still known.
 */
const leadsTo = new WeakMap<
  CaseEvent,
  { readonly from: PersonCase; readonly steps: number; readonly to: PersonCase }
>();

/** Remembers where events lead that were added one after the other. */
export function rememberWay(from: PersonCase, events: readonly CaseEvent[], to: PersonCase): void {
  if (events[0]) leadsTo.set(events[0], { from, steps: events.length, to });
}

function after(state: PersonCase, event: CaseEvent): PersonCase {
  switch (event.kind) {
    case 'fact-recorded':
      return recordFact(state, event.fact);
    case 'fact-taken-back':
      return retractFact(state, event.fact);
    case 'reassessment-opened': {
      const opened = asserted(null, event, event.reassessment);
      return { ...state, reassessments: [...state.reassessments, opened] };
    }
    case 'level-determined': {
      const made = { reassessmentId: event.id, decision: event.decision };
      return { ...withChanged(state, event), unsaved: [...state.unsaved, made] };
    }
    default:
      return withChanged(state, event);
  }
}

type Change = Exclude<ReassessmentEvent, { readonly kind: 'reassessment-opened' }>;

const withChanged = (state: PersonCase, event: Change): PersonCase => ({
  ...state,
  reassessments: state.reassessments.map((reassessment) =>
    reassessment.id === event.id
      ? asserted(reassessment, event, worked(reassessment, event))
      : reassessment,
  ),
});

/** The reassessment after an event, once the table of transitions agrees. */
function asserted(
  before: Reassessment | null,
  event: ReassessmentEvent,
  next: Reassessment,
): Reassessment {
  const [from, to] = [before?.status ?? null, next.status];
  assertTransition(reassessmentTransitions, { from, event: event.kind, to });
  return next;
}

function worked(reassessment: Reassessment, event: Change): Reassessment {
  // Nobody can see it, so the version a reader holds stays good.
  if (event.kind === 'basis-confirmed') return { ...reassessment, basis: event.basis };
  return {
    ...changed(reassessment, event),
    work: workAfter(reassessment, event),
    version: reassessment.version + 1,
  };
}

type VisibleChange = Exclude<Change, { readonly kind: 'basis-confirmed' }>;

function changed(reassessment: Reassessment, event: VisibleChange): Reassessment {
  switch (event.kind) {
    case 'evidence-changed': {
      const { triggers, shared, fallen } = event;
      return { ...reassessment, triggers, shared, fallen };
    }
    case 'proposal-made': {
      const { proposal, used, dueAt, basis } = event;
      const next = { ...reassessment, proposal, used, dueAt, basis };
      if (reassessment.status !== 'determined') return next;
      return { ...next, status: 'open', overdueSince: null, claimedBy: null, claimedAt: null };
    }
    case 'level-determined':
      return {
        ...reassessment,
        status: 'determined',
        decision: event.decision,
        decisions: reassessment.decisions + 1,
        used: event.decision.used,
        proposal: null,
        basis: event.basis,
      };
    case 'claimed':
      return { ...reassessment, status: 'in-progress', claimedBy: event.by, claimedAt: event.at };
    case 'handed-off':
      return event.to === null
        ? { ...reassessment, status: unheld(reassessment), claimedBy: null, claimedAt: null }
        : { ...reassessment, status: 'in-progress', claimedBy: event.to, claimedAt: event.at };
    case 'escalated':
      return { ...reassessment, status: unheld(reassessment), claimedBy: null, claimedAt: null };
    case 'became-overdue':
      return { ...reassessment, status: 'overdue', overdueSince: event.at };
    case 'outreach-tried':
      return { ...reassessment, dueAt: event.dueAt };
    case 'snoozed':
    case 'snooze-ended':
    case 'information-requested':
    case 'draft-saved':
      return reassessment;
    case 'withdrawn':
      return {
        ...reassessment,
        status: 'withdrawn',
        withdrawn: { at: event.at, reason: event.reason },
      };
    default:
      return event satisfies never;
  }
}

const unheld = ({ overdueSince }: Reassessment): Reassessment['status'] =>
  overdueSince === null ? 'open' : 'overdue';
