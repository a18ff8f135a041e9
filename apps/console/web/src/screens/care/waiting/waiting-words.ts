import type { ClockAnswer, WaitingEntryAnswer } from '@handrail/contracts';
import type { WaitingActName, WaitingGroup } from '../../../../../src/api/waiting.js';
import { words } from '../../../format/labels.js';
import type { Tone } from '../../../ui/badges.js';
import type { IconName } from '../../../ui/icons.js';

export const GROUP_TITLES: Readonly<Record<WaitingGroup, string>> = {
  full: 'Waits for room',
  'no-matching-program': 'No matching program',
  consent: 'Needs a consent',
};

const CLASSES: Readonly<Record<number, string>> = {
  1: 'Pregnant, injects',
  2: 'Pregnant',
  3: 'Injects',
  4: 'Others',
};

/** The order of admission of 45 CFR 96.131, in words. */
export const classWords = (priorityClass: number): string =>
  CLASSES[priorityClass] ?? `Class ${priorityClass}`;

const CLOCKS: Readonly<Record<ClockAnswer['clock'], string>> = {
  due48h: 'Interim services',
  due14: 'Admission, 14 days',
  due120: 'Admission, 120 days',
  'state-referral': 'Answer of the State',
  contact: 'Contact',
};
/** What is owed, in words; what a newer release added is shown as its code. */
export const clockWords = (clock: string): string =>
  CLOCKS[clock as ClockAnswer['clock']] ?? words(clock);

const NO_DAY: Readonly<Record<string, string>> = {
  'no-matching-program': 'no program would do',
  // Lives in elsewhere, in a pause, or every program is to be asked again later.
  'cannot-come': 'passed over for now',
  'too-far-ahead': 'more than half a year ahead',
};
/** Why nobody can say when a place is likely. */
export const noDayWords = (because: string | null): string =>
  because === null ? 'not known' : (NO_DAY[because] ?? words(because).toLowerCase());

interface ClockLook {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
}
const LOOKS: Readonly<Record<ClockAnswer['state'], ClockLook>> = {
  running: { tone: 'quiet', icon: 'clock', title: 'Running' },
  'at-risk': { tone: 'warn', icon: 'hourglass', title: 'Soon due' },
  missed: { tone: 'bad', icon: 'alert', title: 'Missed' },
  paused: { tone: 'info', icon: 'pause', title: 'Paused' },
  met: { tone: 'ok', icon: 'check', title: 'Done' },
  'met-late': { tone: 'warn', icon: 'check', title: 'Done late' },
  replaced: { tone: 'quiet', icon: 'undo', title: 'Replaced by 120 days' },
};
export const clockLook = (state: string): ClockLook =>
  LOOKS[state as ClockAnswer['state']] ?? { tone: 'quiet', icon: 'question', title: words(state) };

export const ACT_TITLES: Readonly<Record<WaitingActName, string>> = {
  interim: 'Interim services given',
  contact: 'Contact',
  pause: 'Cannot come for a while',
  resume: 'Can come again',
  refer: 'Refer to the State',
  answer: 'Answer of the State',
  exception: 'Reason for an exception',
  remove: 'Take off the list',
  return: 'Put back on the list',
  'take-back': 'Take back',
};

/** Why somebody does it: codes, so that nothing personal is typed. */
export const ACT_REASONS: Readonly<Record<WaitingActName, readonly string[]>> = {
  interim: ['given-by-the-program', 'given-elsewhere'],
  contact: ['keep-alive', 'place-in-sight', 'care-plan', 'asked-by-the-person'],
  pause: ['in-hospital', 'in-custody', 'family-reasons', 'travelling', 'other'],
  resume: ['well-again', 'released', 'back-home', 'other'],
  refer: ['nobody-has-room', 'no-program-fits'],
  answer: ['answered-by-phone', 'answered-in-writing'],
  exception: ['medical-urgency', 'safety', 'court-order', 'mother-and-child'],
  remove: ['found-elsewhere', 'refuses', 'cannot-be-located', 'died'],
  return: ['mistake', 'asks-again', 'found-again'],
  'take-back': ['mistake'],
};

export const CONTACT_CHOICES: Readonly<Record<string, string>> = {
  reached: 'Reached',
  'not-reached': 'Not reached',
  'still-waiting': 'Answers: still wants a place',
  'no-longer-wants': 'Answers: no longer wants a place',
};

export const INTERIM_CHOICES: Readonly<Record<string, string>> = {
  'hiv-tb-counselling': 'Counselling on HIV, TB and needle sharing',
  'hiv-tb-referral': 'Referral for HIV and TB care',
  prenatal: 'Prenatal counselling and referral',
};

export const ANSWER_CHOICES: Readonly<Record<string, string>> = {
  placed: 'Has a place',
  'interim-services': 'Interim services only',
  'no-place': 'Has no place',
};

const KINDS: Readonly<Record<WaitingEntryAnswer['kind'], string>> = {
  interim: 'Interim services',
  contact: 'Contact',
  pause: 'Cannot come',
  exception: 'Exception',
  referral: 'Referred to the State',
};

/** What was noted, in one line. */
export function entryWords({ kind, codes }: WaitingEntryAnswer): string {
  const spoken = codes.map(
    (code) => INTERIM_CHOICES[code] ?? CONTACT_CHOICES[code] ?? ANSWER_CHOICES[code] ?? words(code),
  );
  const details = spoken.join(', ').toLowerCase();
  return [KINDS[kind] ?? words(kind), details].filter(Boolean).join(': ');
}
