import type { CaseEvent } from './case-event.js';
import type { PersonCase, Reassessment } from './person-case.js';
import { workAfter } from './work-after.js';
import { recordFact, retractFact } from './record-fact.js';

/** The state after an event. The only place where a case changes. */
export function evolve(state: PersonCase, event: CaseEvent): PersonCase {
  switch (event.kind) {
    case 'fact-recorded':
      return recordFact(state, event.fact);
    case 'fact-taken-back':
      return retractFact(state, event.fact);
    case 'reassessment-opened':
      return { ...state, reassessments: [...state.reassessments, event.reassessment] };
    case 'basis-confirmed':
      // Nobody can see it, so the version a reader holds stays good.
      return change(state, event.id, (one) => ({ ...one, basis: event.basis }), 0);
    case 'level-determined': {
      const made = { reassessmentId: event.id, decision: event.decision };
      const next = change(state, event.id, (one) => worked(one, event), 1);
      return { ...next, unsaved: [...next.unsaved, made] };
    }
    default:
      return change(state, event.id, (one) => worked(one, event), 1);
  }
}

const worked = (one: Reassessment, event: Change): Reassessment => ({
  ...changed(one, event),
  work: workAfter(one, event),
});

type Change = Exclude<
  CaseEvent,
  {
    readonly kind: 'fact-recorded' | 'fact-taken-back' | 'reassessment-opened' | 'basis-confirmed';
  }
>;

function changed(one: Reassessment, event: Change): Reassessment {
  switch (event.kind) {
    case 'evidence-changed': {
      const { triggers, shared, fallen } = event;
      return { ...one, triggers, shared, fallen };
    }
    case 'proposal-made': {
      const { proposal, used, dueAt, basis } = event;
      const next = { ...one, proposal, used, dueAt, basis };
      if (one.status !== 'determined') return next;
      return { ...next, status: 'open', overdueSince: null, claimedBy: null, claimedAt: null };
    }
    case 'level-determined':
      return {
        ...one,
        status: 'determined',
        decision: event.decision,
        decisions: one.decisions + 1,
        used: event.decision.used,
        proposal: null,
        basis: event.basis,
      };
    case 'claimed':
      return { ...one, status: 'in-progress', claimedBy: event.by, claimedAt: event.at };
    case 'handed-off':
      return event.to === null
        ? { ...one, status: unheld(one), claimedBy: null, claimedAt: null }
        : { ...one, status: 'in-progress', claimedBy: event.to, claimedAt: event.at };
    case 'escalated':
      return { ...one, status: unheld(one), claimedBy: null, claimedAt: null };
    case 'became-overdue':
      return { ...one, status: 'overdue', overdueSince: event.at };
    case 'outreach-tried':
      return { ...one, dueAt: event.dueAt };
    case 'snoozed':
    case 'snooze-ended':
    case 'information-requested':
    case 'draft-saved':
      return one;
    case 'withdrawn':
      return { ...one, status: 'withdrawn', withdrawn: { at: event.at, reason: event.reason } };
    default:
      return event satisfies never;
  }
}

const unheld = ({ overdueSince }: Reassessment): Reassessment['status'] =>
  overdueSince === null ? 'open' : 'overdue';

function change(
  state: PersonCase,
  id: string,
  next: (one: Reassessment) => Reassessment,
  versions: number,
): PersonCase {
  const step = (one: Reassessment) => ({ ...next(one), version: one.version + versions });
  return {
    ...state,
    reassessments: state.reassessments.map((one) => (one.id === id ? step(one) : one)),
  };
}
