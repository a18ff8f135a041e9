import type { CoordinationList } from '../../../../../src/api/coordination.js';
import { capabilityName } from '../../../format/capability-name.js';
import { languageName, words } from '../../../format/labels.js';

export const LIST_TITLES: Readonly<Record<CoordinationList, string>> = {
  'to-review': 'To look at',
  'no-program': 'No matching program',
  'not-started': 'Not started',
  'to-ask': 'To be asked',
};

const REVIEWS: Readonly<Record<string, string>> = {
  'cause-retracted': 'What the place was given for was taken back',
  'end-retracted': 'What ended the place was taken back',
  'hold-over': 'Kept by hand for a week or longer',
  'went-elsewhere': 'Began at another program instead',
};

/** Why somebody has to look, in words; what a newer release added is shown as its code. */
export const reviewWords = (reason: string): string => REVIEWS[reason] ?? words(reason);

const FILTERS: Readonly<Record<string, string>> = {
  level: 'other level',
  region: 'other regions only',
  payer: 'payer not taken',
  modality: 'other way of attending',
  availability: 'sessions at other hours',
  closed: 'closed',
  declined: 'declined the person',
  resting: 'did not answer lately',
};

/** One filter in words: `capability:pregnancy` reads "no care in pregnancy". */
export function filterWords(code: string): string {
  const [, name, language] = code.split(':');
  if (name === undefined) return FILTERS[code] ?? words(code).toLowerCase();
  return language ? `nobody speaks ${languageName(language)}` : `no ${capabilityName(name)}`;
}
