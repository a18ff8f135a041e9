import type { Transitions } from '@handrail/domain';
import type { FollowUpEvent, Window } from './window.js';

type WindowEvent = Extract<FollowUpEvent, { kind: `window-${string}` }>;

/** The life of a follow-up window. `evolve` asserts every row. */
export const windowTransitions: Transitions<Window['status'], WindowEvent['kind']> = {
  subject: 'follow-up window',
  states: ['open', 'met', 'missed', 'superseded', 'cancelled'],
  ends: ['met', 'missed', 'superseded', 'cancelled'],
  table: [
    { from: null, event: 'window-opened', to: 'open' },
    { from: 'open', event: 'window-met', to: 'met' },
    { from: 'open', event: 'window-missed', to: 'missed' },
    // Care that was reported after the window had closed empty.
    { from: 'missed', event: 'window-met', to: 'met' },
    // The care that met it was taken back.
    { from: 'met', event: 'window-reopened', to: 'open' },
    // The person was admitted again: the last discharge carries the clock.
    { from: 'open', event: 'window-dropped', to: 'superseded' },
    { from: 'missed', event: 'window-dropped', to: 'superseded' },
    // That, or a death, was not so.
    { from: 'superseded', event: 'window-reopened', to: 'open' },
    { from: 'cancelled', event: 'window-reopened', to: 'open' },
    // The discharge was taken back, or the person died.
    { from: 'open', event: 'window-dropped', to: 'cancelled' },
    { from: 'met', event: 'window-dropped', to: 'cancelled' },
    { from: 'missed', event: 'window-dropped', to: 'cancelled' },
  ],
};
