import { capabilityName } from '../../format/capability-name.js';
import { languageName, words } from '../../format/labels.js';

/** Why a track is no option, and what would make it one. */
export interface ExclusionWords {
  readonly reason: string;
  readonly change: string;
}

const WORDS: Readonly<Record<string, ExclusionWords>> = {
  level: {
    reason: 'Gives another level of care',
    change: 'Another level is determined at assessment.',
  },
  region: {
    reason: 'Does not serve the region',
    change: 'The program serves the region, or the person states another one.',
  },
  payer: {
    reason: 'Does not take the payer',
    change: 'The program takes the payer, or another one is stated.',
  },
  modality: {
    reason: 'Not held in the way the person prefers',
    change: 'The person would come otherwise, too.',
  },
  availability: {
    reason: 'Held when the person cannot come',
    change: 'The person can come at more hours, or the track moves.',
  },
  closed: { reason: 'Closed, or no session in sight', change: 'The program opens again.' },
  declined: {
    reason: 'Declined before',
    change: 'Somebody offers it by hand all the same.',
  },
  resting: {
    reason: 'Did not answer, or was full, within a day',
    change: 'It is asked again after a day, or by hand now.',
  },
  'not-named': {
    reason: 'Not among the programs the person would go to',
    change: 'The person names it, too.',
  },
  consent: {
    reason: 'Run by another organisation that the person has not consented to',
    change: 'The person consents to it.',
  },
  full: { reason: 'Every place is taken or held', change: 'A place becomes free.' },
};

function withoutCapability(capability: string): ExclusionWords {
  const language = /^language:(.+)$/.exec(capability)?.[1];
  const lacking =
    language === undefined
      ? capabilityName(capability)
      : `somebody who speaks ${languageName(language)}`;
  return {
    reason: language === undefined ? `Does not offer ${lacking}` : `Does not have ${lacking}`,
    change: `The program ${language === undefined ? 'offers' : 'has'} ${lacking}; without it the place is not safe.`,
  };
}

/** A code of `excludedBecause` in words; one that is new here is shown as it is. */
export function exclusionWords(code: string): ExclusionWords {
  const capability = /^capability:(.+)$/.exec(code)?.[1];
  if (capability !== undefined) return withoutCapability(capability);
  return WORDS[code] ?? { reason: words(code), change: 'Nobody has written down what would.' };
}

/** What the person can weigh with whoever places them; everything else makes a place unsafe or none. */
const THEIRS_TO_WEIGH = new Set([
  'region',
  'payer',
  'modality',
  'availability',
  'declined',
  'resting',
  'not-named',
]);

/** Whether somebody may offer it by hand for all that speaks against it. */
export const canBeOffered = (codes: readonly string[]): boolean =>
  codes.every((code) => THEIRS_TO_WEIGH.has(code));

const PARTS: Readonly<Record<string, string>> = {
  startsSoon: 'starts soon',
  near: 'near',
  attends: 'as preferred',
  speciality: 'made for the needs',
  room: 'has room',
  fresh: 'numbers are new',
  certain: 'sure to accept',
};

/** The parts of a score in words, the largest first; parts that gave nothing are left out. */
export const partWords = (parts: Readonly<Record<string, number>>): string[] =>
  Object.entries(parts)
    .filter(([, value]) => value > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([part, value]) => `${PARTS[part] ?? part} ${value.toFixed(2)}`);
