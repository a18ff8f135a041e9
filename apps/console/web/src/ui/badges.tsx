import type { ReactNode } from 'react';
import type { EventOutcome, PlacementStatus, ReassessmentPhase } from '../../../src/api/names.js';
import type { FeedState } from '../../../src/feeds/feeds.view.js';
import type { ServiceState } from '../../../src/reads/overview/overview.view.js';
import { OUTCOME_TITLES, words } from '../format/labels.js';
import { Icon, type IconName } from './icons.js';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'violet' | 'quiet';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

/** An icon, a word and a colour: no status is told by colour alone. */
export function Badge({ tone, icon, children }: Look & { readonly children: ReactNode }) {
  return (
    <span className={`badge tone-${tone}`}>
      <Icon name={icon} size={13} />
      {children}
    </span>
  );
}

const OUTCOME_LOOKS: Readonly<Record<EventOutcome, Look>> = {
  recorded: { tone: 'quiet', icon: 'dot' },
  decided: { tone: 'info', icon: 'scale' },
  placed: { tone: 'ok', icon: 'check-circle' },
  waiting: { tone: 'warn', icon: 'hourglass' },
  'needs-person': { tone: 'violet', icon: 'person' },
  attention: { tone: 'bad', icon: 'alert' },
  'taken-back': { tone: 'quiet', icon: 'undo' },
  ended: { tone: 'quiet', icon: 'flag' },
};

export const outcomeLook = (outcome: EventOutcome): Look => OUTCOME_LOOKS[outcome];

export const OutcomeBadge = ({ outcome }: { readonly outcome: EventOutcome }) => (
  <Badge {...OUTCOME_LOOKS[outcome]}>{OUTCOME_TITLES[outcome]}</Badge>
);

const REASSESSMENT_LOOKS: Readonly<Record<ReassessmentPhase, Look>> = {
  open: { tone: 'info', icon: 'clock' },
  'needs-person': { tone: 'violet', icon: 'person' },
  overdue: { tone: 'bad', icon: 'alert' },
  determined: { tone: 'ok', icon: 'check-circle' },
  withdrawn: { tone: 'quiet', icon: 'undo' },
};

export const ReassessmentBadge = ({ status }: { readonly status: ReassessmentPhase }) => (
  <Badge {...REASSESSMENT_LOOKS[status]}>{words(status)}</Badge>
);

const PLACEMENT_LOOKS: Readonly<Record<PlacementStatus, Look>> = {
  confirmed: { tone: 'ok', icon: 'check-circle' },
  offered: { tone: 'info', icon: 'clock' },
  waitlisted: { tone: 'warn', icon: 'hourglass' },
  declined: { tone: 'bad', icon: 'down' },
  withdrawn: { tone: 'quiet', icon: 'undo' },
  completed: { tone: 'quiet', icon: 'flag' },
};

export const PlacementBadge = ({ status }: { readonly status: PlacementStatus }) => (
  <Badge {...PLACEMENT_LOOKS[status]}>{words(status)}</Badge>
);

const STATE_LOOKS: Readonly<Record<ServiceState, Look & { readonly title: string }>> = {
  up: { tone: 'ok', icon: 'check-circle', title: 'Up' },
  degraded: { tone: 'warn', icon: 'alert', title: 'Degraded' },
  down: { tone: 'bad', icon: 'down', title: 'Down' },
  unknown: { tone: 'quiet', icon: 'question', title: 'Not asked yet' },
};

export const StateBadge = ({ state }: { readonly state: ServiceState }) => (
  <Badge {...STATE_LOOKS[state]}>{STATE_LOOKS[state].title}</Badge>
);

const FEED_LOOKS: Readonly<Record<FeedState, Look & { readonly title: string }>> = {
  silent: { tone: 'bad', icon: 'plug', title: 'Silent' },
  refused: { tone: 'bad', icon: 'down', title: 'All rejected' },
  alarm: { tone: 'warn', icon: 'alert', title: 'Alarm' },
  quiet: { tone: 'quiet', icon: 'clock', title: 'Quiet' },
  receiving: { tone: 'ok', icon: 'check-circle', title: 'Receiving' },
};

export const feedStateTitle = (state: FeedState): string => FEED_LOOKS[state].title;

export const FeedBadge = ({ state }: { readonly state: FeedState }) => (
  <Badge {...FEED_LOOKS[state]}>{FEED_LOOKS[state].title}</Badge>
);

const DISPOSITION_LOOKS: Readonly<Record<string, Look>> = {
  applied: { tone: 'ok', icon: 'check-circle' },
  ignored: { tone: 'quiet', icon: 'dot' },
  superseded: { tone: 'quiet', icon: 'undo' },
  rejected: { tone: 'bad', icon: 'down' },
  parked: { tone: 'warn', icon: 'pause' },
  pending: { tone: 'info', icon: 'clock' },
};
const UNKNOWN_LOOK: Look = { tone: 'quiet', icon: 'question' };

export const DispositionBadge = ({ disposition }: { readonly disposition: string }) => (
  <Badge {...(DISPOSITION_LOOKS[disposition] ?? UNKNOWN_LOOK)}>{words(disposition)}</Badge>
);

const REVIEW_LOOKS: Readonly<Record<string, Look>> = {
  open: { tone: 'warn', icon: 'question' },
  linked: { tone: 'ok', icon: 'link' },
  'kept-apart': { tone: 'info', icon: 'pair' },
  undone: { tone: 'quiet', icon: 'undo' },
};

export const ReviewBadge = ({ status }: { readonly status: string }) => (
  <Badge {...(REVIEW_LOOKS[status] ?? UNKNOWN_LOOK)}>{words(status)}</Badge>
);
