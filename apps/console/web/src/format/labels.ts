import type { EventOutcome, Service } from '../../../src/api/names.js';

/** Words for codes. What is not listed is shown as its code with spaces: never blank. */
export const SERVICE_TITLES: Readonly<Record<Service, string>> = {
  intake: 'Intake',
  assessment: 'Assessment',
  scheduling: 'Scheduling',
  outcomes: 'Outcomes',
  console: 'Console',
};

export const OUTCOME_TITLES: Readonly<Record<EventOutcome, string>> = {
  recorded: 'Recorded',
  decided: 'Decided',
  placed: 'Placed',
  waiting: 'Waiting',
  'needs-person': 'Needs a person',
  attention: 'Attention',
  'taken-back': 'Taken back',
  ended: 'Ended',
};

const LEVEL_TITLES: Readonly<Record<string, string>> = {
  LTS: 'Long-term support',
  OP: 'Outpatient',
  IOP: 'Intensive outpatient',
  PHP: 'Partial hospitalization',
  RES: 'Residential',
  WM: 'Withdrawal management',
  ACUTE: 'Emergency care',
  RR: 'Recovery residence',
};

/** The full name of a level, for titles and tooltips. */
export const levelTitle = (level: string): string => LEVEL_TITLES[level] ?? level;

/** The short name of a level; where the policy names none, somebody has to. */
export const levelName = (level: string | null): string => level ?? 'A person decides';

/** Words that keep their hyphen or need one more. */
const SPELLED: readonly (readonly [string, string])[] = [
  ['co occurring', 'co-occurring'],
  ['step down', 'step-down'],
  ['follow up', 'follow-up'],
  ['needs person', 'needs a person'],
];

/** `no-matching-program` reads `No matching program`. */
export function words(code: string): string {
  const spaced = SPELLED.reduce(
    (text, [plain, spelled]) => text.replace(plain, spelled),
    code.replaceAll('-', ' '),
  );
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });

/** `es` reads `Spanish`. */
export const languageName = (code: string): string => LANGUAGES.of(code) ?? code;

/** The three triggers people ask for first; shown even when nothing happened. */
export const HEADLINE_TRIGGERS = [
  'detox-completed',
  'residential-step-down',
  'repeated-return-to-use',
] as const;

/** `handrail.intake.stay-ended.v1` is short `stay-ended`. */
export const shortType = (type: string): string =>
  type.replace(/^handrail\.[a-z]+\./, '').replace(/\.v\d+$/, '');

/** The last eight digits: the first ones of such ids are only a time and look alike. */
export const shortId = (id: string): string => id.slice(-8);

/** `1,234`; a rate with one decimal below ten. */
export const count = (value: number): string =>
  new Intl.NumberFormat('en-US', {
    maximumFractionDigits: value > 0 && value < 10 ? 1 : 0,
  }).format(value);

export const plural = (value: number, singular: string, many = `${singular}s`): string =>
  `${count(value)} ${value === 1 ? singular : many}`;

/** What a service holds back: intake messages, the others events. */
export const heldNoun = (service: string): 'message' | 'event' =>
  service === 'intake' ? 'message' : 'event';

const CAUSES: readonly (readonly [RegExp, (rest: string) => string])[] = [
  [/^schema:(.*):(\/.*)$/, (rest) => `Not as its contract says, at ${rest}`],
  [/^undecodable:(.*)$/, (rest) => `Cannot be read: ${rest.replaceAll('-', ' ')}`],
  [/^rule(-threw)?:(.*)$/, (rest) => `A rule failed: ${rest.replaceAll('-', ' ')}`],
  [/^sql:(.*)$/, (rest) => `The database refused it: ${rest.replaceAll(':', ' ')}`],
  [/^behind-parked-event$/, () => 'Waits behind another parked event'],
];

/** A parking cause in words; the code is shown beside it. */
export function causeTitle(cause: string): string {
  for (const [pattern, title] of CAUSES) {
    const match = pattern.exec(cause);
    if (match) return title(match.at(-1) ?? '');
  }
  return words(cause.replaceAll(':', ': '));
}
