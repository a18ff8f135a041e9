import { words } from '../../../format/labels.js';
import type { Tone } from '../../../ui/badges.js';
import type { IconName } from '../../../ui/icons.js';

interface NoticeLook {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
}
const LOOKS: Readonly<Record<string, NoticeLook>> = {
  running: { tone: 'quiet', icon: 'clock', title: 'To be given' },
  'at-risk': { tone: 'warn', icon: 'hourglass', title: 'Soon due' },
  missed: { tone: 'bad', icon: 'alert', title: 'Missed' },
  given: { tone: 'ok', icon: 'check', title: 'Given' },
  'given-late': { tone: 'warn', icon: 'check', title: 'Given late' },
};
/** How the clock of a notice is shown; what a newer release added is shown as its code. */
export const noticeLook = (state: string): NoticeLook =>
  LOOKS[state] ?? { tone: 'quiet', icon: 'question', title: words(state) };

/** How the State was told. */
export const GIVEN_BY = ['sent-by-portal', 'sent-by-mail', 'told-by-phone'] as const;
