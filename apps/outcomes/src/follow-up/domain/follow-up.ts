import { happened, ignored, type Decision, type Setting } from '@handrail/domain';
import { alignWindows } from './align-windows.js';
import type { FollowUpCircumstances } from './circumstances.js';
import { evolve } from './evolve.js';
import type { Contact, FollowUpEvent, FollowUps } from './window.js';

export type FollowUpFact =
  | {
      readonly kind: 'stay-started';
      readonly eventId: string;
      readonly setting: Setting;
      readonly at: string;
    }
  /** A stay has ended, or is other than it was thought to be, or the stays of another record are the person's, too. */
  | { readonly kind: 'stays-known' }
  | { readonly kind: 'attended'; readonly eventId: string; readonly at: string }
  | { readonly kind: 'fact-retracted'; readonly eventId: string }
  | { readonly kind: 'window-closed'; readonly followUpId: string };

/**
 * What one fact does to the follow-up windows of a person. Windows follow from everything that is known of stays
 * and contacts, so that it does not matter which was reported first, and what is taken back leaves no trace.
 */
export function decide(
  state: FollowUps,
  fact: FollowUpFact,
  circumstances: FollowUpCircumstances,
): Decision<FollowUpEvent> {
  const noted = notedOf(state, fact);
  const events = [...noted, ...alignWindows(evolve(state, noted), circumstances)];
  return events.length > 0 ? happened(...events) : ignored('no-window-concerned');
}

const FOLLOW_UP_SETTINGS: readonly Setting[] = [
  'partial-hospitalization',
  'intensive-outpatient',
  'outpatient',
  'opioid-treatment',
];

/** What the fact says by itself. */
function notedOf(state: FollowUps, fact: FollowUpFact): readonly FollowUpEvent[] {
  switch (fact.kind) {
    case 'stay-started':
      return FOLLOW_UP_SETTINGS.includes(fact.setting) ? contact(fact) : [];
    case 'attended':
      return contact(fact);
    case 'stays-known':
      return [];
    case 'fact-retracted':
      return state.contacts.some(({ eventId }) => eventId === fact.eventId)
        ? [{ kind: 'contact-forgotten', eventId: fact.eventId }]
        : [];
    case 'window-closed':
      return state.windows
        .filter((window) => window.followUpId === fact.followUpId && window.status === 'open')
        .map(({ followUpId, dueAt }) => ({ kind: 'window-missed', followUpId, dueAt }));
    default:
      return fact satisfies never;
  }
}

const contact = ({ eventId, at }: Contact): readonly FollowUpEvent[] => [
  { kind: 'contact-noted', contact: { eventId, at } },
];
