import type { CaseEvent } from './case-event.js';
import type { PersonCase, Reassessment } from './person-case.js';
import { workAfter } from './work-after.js';
import { recordFact, retractFact } from './record-fact.js';

/** The case after what happened. The only place where a case changes. */
export function evolve(state: PersonCase, events: readonly CaseEvent[]): PersonCase {
  return events.reduce(after, state);
}

function after(state: PersonCase, event: CaseEvent): PersonCase {
  switch (event.kind) {
    case 'fact-recorded':
      return recordFact(state, event.fact);
    case 'fact-taken-back':
      return retractFact(state, event.fact);
    case 'reassessment-opened':
      return { ...state, reassessments: [...state.reassessments, event.reassessment] };
    case 'basis-confirmed':
      // Nobody can see it, so the version a reader holds stays good.
      return change(
        state,
        event.id,
        (reassessment) => ({ ...reassessment, basis: event.basis }),
        0,
      );
    case 'level-determined': {
      const made = { reassessmentId: event.id, decision: event.decision };
      const next = change(state, event.id, (reassessment) => worked(reassessment, event), 1);
      return { ...next, unsaved: [...next.unsaved, made] };
    }
    default:
      return change(state, event.id, (reassessment) => worked(reassessment, event), 1);
  }
}

const worked = (reassessment: Reassessment, event: Change): Reassessment => ({
  ...changed(reassessment, event),
  work: workAfter(reassessment, event),
});

type Change = Exclude<
  CaseEvent,
  {
    readonly kind: 'fact-recorded' | 'fact-taken-back' | 'reassessment-opened' | 'basis-confirmed';
  }
>;

function changed(reassessment: Reassessment, event: Change): Reassessment {
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

function change(
  state: PersonCase,
  id: string,
  next: (reassessment: Reassessment) => Reassessment,
  versions: number,
): PersonCase {
  const step = (reassessment: Reassessment) => ({
    ...next(reassessment),
    version: reassessment.version + versions,
  });
  return {
    ...state,
    reassessments: state.reassessments.map((reassessment) =>
      reassessment.id === id ? step(reassessment) : reassessment,
    ),
  };
}
