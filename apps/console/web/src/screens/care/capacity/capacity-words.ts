import type { AgedNumberAnswer } from '@handrail/contracts';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { plural, words } from '../../../format/labels.js';
import { relative } from '../../../format/time.js';
import type { Tone } from '../../../ui/badges.js';

/** Below this a number says little about now: two days without news. */
const DOUBTFUL_BELOW = 0.25;

const SOURCES: Readonly<Record<string, string>> = {
  report: 'reported',
  person: 'counted by a person',
  'own-events': 'from placements',
};

/** How old a number is and where it comes from: "reported 3 h ago". */
export function ageWords({ asOf, source }: AgedNumberAnswer, nowMs: number): string {
  if (asOf === null) return 'never reported';
  return `${SOURCES[source] ?? words(source)} ${relative(asOf, nowMs)}`;
}

/** "70 % sure", halved every day without news. */
export const sureWords = ({ confidence }: AgedNumberAnswer): string =>
  `${Math.round(confidence * 100)} % sure`;

export const isDoubtful = ({ confidence }: AgedNumberAnswer): boolean =>
  confidence < DOUBTFUL_BELOW;

interface State {
  readonly tone: Tone;
  readonly icon: 'check-circle' | 'hourglass' | 'lock' | 'person';
  readonly title: string;
}

const STATES: Readonly<Record<string, State>> = {
  capacity: { tone: 'ok', icon: 'check-circle', title: 'Has places' },
  'additional-assessment-required': { tone: 'info', icon: 'person', title: 'Has places, by offer' },
  waitlist: { tone: 'warn', icon: 'hourglass', title: 'Full, with a line' },
  'no-capacity': { tone: 'quiet', icon: 'lock', title: 'Takes nobody' },
};

/** What a track can do for somebody now. */
export const stateOf = ({ code }: CapacityRow): State =>
  STATES[code] ?? { tone: 'quiet', icon: 'lock', title: words(code) };

/** "2 places: Maintenance". */
export const blockWords = ({ places, reason }: CapacityRow['blocks'][number]): string =>
  `${plural(places, 'place')}: ${words(reason)}`;
