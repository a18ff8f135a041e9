import { assertTransition } from '@handrail/domain';
import { windowTransitions } from './transitions.js';
import type { FollowUpEvent, FollowUps, Window } from './window.js';

/** Writes what happened into the windows and contacts of a person. */
export const evolve = (state: FollowUps, events: readonly FollowUpEvent[]): FollowUps =>
  events.reduce(applied, state);

function applied(state: FollowUps, event: FollowUpEvent): FollowUps {
  switch (event.kind) {
    case 'contact-noted':
      return { ...state, contacts: [...state.contacts, event.contact] };
    case 'contact-forgotten':
      return { ...state, contacts: state.contacts.filter((c) => c.eventId !== event.eventId) };
    case 'window-opened':
      assertTransition(windowTransitions, { from: null, event: event.kind, to: 'open' });
      return { ...state, windows: [...state.windows, event.window] };
    case 'window-met':
      return withWindow(state, event, { status: 'met', metAt: event.metAt });
    case 'window-reopened':
      return withWindow(state, event, { status: 'open', metAt: null });
    case 'window-missed':
      return withWindow(state, event, { status: 'missed' });
    case 'window-dropped':
      return withWindow(state, event, { status: event.as });
    default:
      return event satisfies never;
  }
}

type Changing = Exclude<
  Extract<FollowUpEvent, { kind: `window-${string}` }>,
  { kind: 'window-opened' }
>;

/** The windows after an event about one of them, once the table of transitions agrees. */
function withWindow(
  state: FollowUps,
  { kind, followUpId }: Changing,
  change: Partial<Window> & Pick<Window, 'status'>,
): FollowUps {
  const windows = state.windows.map((window) => {
    if (window.followUpId !== followUpId) return window;
    assertTransition(windowTransitions, { from: window.status, event: kind, to: change.status });
    return { ...window, ...change };
  });
  return { ...state, windows };
}
