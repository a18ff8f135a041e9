import { staying, type Transitions } from '@handrail/domain';
import type { CaseEvent } from './case-event.js';
import { REASSESSMENT_STATUSES, type ReassessmentStatus } from './person-case.js';

/** What happens to a reassessment, in contrast to what becomes known of its person. */
export type ReassessmentEvent = Exclude<
  CaseEvent,
  { readonly kind: 'fact-recorded' | 'fact-taken-back' }
>;

const WAITING = ['open', 'in-progress', 'overdue'] as const;

/**
 * The life of a reassessment. `evolve` asserts every row, so that an event no row knows parks with its
 * person. Whether somebody holds it stands beside the status: an overdue one may be held or in the pool.
 */
export const reassessmentTransitions: Transitions<ReassessmentStatus, ReassessmentEvent['kind']> = {
  subject: 'reassessment',
  states: REASSESSMENT_STATUSES,
  ends: ['determined', 'withdrawn'],
  table: [
    { from: null, event: 'reassessment-opened', to: 'open' },

    { from: 'open', event: 'claimed', to: 'in-progress' },
    { from: 'open', event: 'became-overdue', to: 'overdue' },
    { from: 'open', event: 'level-determined', to: 'determined' },
    { from: 'open', event: 'withdrawn', to: 'withdrawn' },

    { from: 'in-progress', event: 'handed-off', to: 'open' },
    // Somebody had taken it when it was overdue already.
    { from: 'in-progress', event: 'handed-off', to: 'overdue' },
    { from: 'in-progress', event: 'escalated', to: 'overdue' },
    { from: 'in-progress', event: 'became-overdue', to: 'overdue' },
    { from: 'in-progress', event: 'level-determined', to: 'determined' },
    { from: 'in-progress', event: 'withdrawn', to: 'withdrawn' },

    { from: 'overdue', event: 'claimed', to: 'in-progress' },
    { from: 'overdue', event: 'handed-off', to: 'in-progress' },
    { from: 'overdue', event: 'level-determined', to: 'determined' },
    { from: 'overdue', event: 'withdrawn', to: 'withdrawn' },

    // What the policy had decided needs a person now.
    { from: 'determined', event: 'proposal-made', to: 'open' },
    { from: 'determined', event: 'withdrawn', to: 'withdrawn' },

    // Decided again, or otherwise by a person.
    ...staying('level-determined', ['determined']),
    ...staying('basis-confirmed', ['determined']),
    ...staying('evidence-changed', [...WAITING, 'determined']),
    ...staying('proposal-made', WAITING),
    ...staying('claimed', ['in-progress']),
    ...staying('handed-off', ['in-progress', 'overdue']),
    ...staying('escalated', ['overdue']),
    ...staying('draft-saved', ['in-progress', 'overdue']),
    ...staying('information-requested', WAITING),
    ...staying('outreach-tried', WAITING),
    ...staying('snoozed', WAITING),
    ...staying('snooze-ended', WAITING),
  ],
};
