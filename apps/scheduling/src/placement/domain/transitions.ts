import { staying, type Transitions } from '@handrail/domain';
import { PLACEMENT_STATES, type PlacementState } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

/**
 * The life of a placement. While it is offered it has open offers, each of which holds a place until its
 * program answers. `evolve` asserts every row, so that an event no row knows parks with its person.
 */
export const placementTransitions: Transitions<PlacementState, PlacementEvent['kind']> = {
  subject: 'placement',
  states: PLACEMENT_STATES,
  ends: ['declined', 'withdrawn', 'completed'],
  table: [
    { from: null, event: 'placement-requested', to: 'requested' },

    { from: 'requested', event: 'placement-waitlisted', to: 'waitlisted' },
    { from: 'requested', event: 'placement-offered', to: 'offered' },
    { from: 'requested', event: 'placement-confirmed', to: 'confirmed' },
    { from: 'requested', event: 'placement-withdrawn', to: 'withdrawn' },

    { from: 'waitlisted', event: 'placement-offered', to: 'offered' },
    { from: 'waitlisted', event: 'placement-confirmed', to: 'confirmed' },
    { from: 'waitlisted', event: 'placement-withdrawn', to: 'withdrawn' },

    { from: 'offered', event: 'placement-confirmed', to: 'confirmed' },
    { from: 'offered', event: 'placement-declined', to: 'declined' },
    { from: 'offered', event: 'placement-withdrawn', to: 'withdrawn' },

    { from: 'confirmed', event: 'placement-completed', to: 'completed' },
    // The stay that had arrived there ends again, differently than it was first reported.
    { from: 'requested', event: 'placement-completed', to: 'completed' },
    { from: 'waitlisted', event: 'placement-completed', to: 'completed' },
    { from: 'confirmed', event: 'placement-withdrawn', to: 'withdrawn' },

    // Somebody ended it by hand, and takes that back while there is room.
    { from: 'completed', event: 'placement-confirmed', to: 'confirmed' },

    // What had displaced it fell, and its own cause still stands.
    { from: 'withdrawn', event: 'placement-reinstated', to: 'requested' },
    { from: 'completed', event: 'placement-reinstated', to: 'requested' },

    // What is decided about somebody dead is decided as if they lived, and ends with the death again.
    ...(['withdrawn', 'completed'] as const).flatMap((from) =>
      (['confirmed', 'requested'] as const).map(
        (to) => ({ from, event: 'death-set-aside', to }) as const,
      ),
    ),

    // A wait is published again when its reason changes.
    ...staying('placement-waitlisted', ['waitlisted']),
    ...staying('wait-continued', ['waitlisted']),
    ...staying('request-renewed', ['requested', 'waitlisted']),
    ...staying('priority-changed', ['requested', 'waitlisted', 'offered']),
    ...staying('place-asked-for-again', [
      ...(['requested', 'waitlisted', 'offered'] as const),
      ...(['confirmed', 'withdrawn', 'completed'] as const),
    ]),
    ...staying('review-needed', [
      ...(['requested', 'waitlisted', 'offered'] as const),
      ...(['confirmed', 'completed', 'withdrawn'] as const),
    ]),
    ...staying('review-done', [
      ...(['requested', 'waitlisted', 'offered'] as const),
      ...(['confirmed', 'completed', 'withdrawn'] as const),
    ]),
    ...staying('end-traced', ['completed', 'withdrawn']),
    ...staying('support-fell', PLACEMENT_STATES),
    ...staying('attendance-noted', PLACEMENT_STATES),
    ...staying('attendance-taken-back', PLACEMENT_STATES),
    ...staying('first-session-missed', ['confirmed']),
    ...staying('placement-arrived', ['confirmed']),
    ...staying('arrival-corrected', ['confirmed']),
    ...staying('arrival-retracted', ['requested', 'waitlisted', 'offered', 'confirmed']),
    ...staying('placement-held', ['confirmed']),
    ...staying('placement-resumed', ['confirmed']),
    ...staying('placement-rescheduled', ['confirmed']),
    ...staying('plan-extended', ['confirmed']),
    ...staying('act-recorded', [
      ...(['requested', 'waitlisted', 'offered'] as const),
      ...(['confirmed', 'completed', 'withdrawn'] as const),
    ]),
    ...staying('placement-not-started', ['confirmed']),
    // Further programs are asked at the same time; one of them answers, or its time is over.
    ...staying('placement-offered', ['offered']),
    ...staying('offer-acknowledged', ['offered']),
    ...staying('offer-closed', ['offered']),
    ...staying('person-agreed', ['offered', 'confirmed']),
    ...staying('wait-taken-up', ['requested', 'waitlisted']),
    ...staying('wait-moved', ['requested', 'waitlisted']),
    ...staying('track-rested', ['requested', 'waitlisted']),
  ],
};
