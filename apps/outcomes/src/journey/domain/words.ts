import type { Disposition, Setting, TriggerKind } from '@handrail/domain';

/** Plain words for the codes events carry. */
export const SETTING_WORDS: Readonly<Record<Setting, string>> = {
  'withdrawal-management': 'Detox',
  residential: 'Residential stay',
  inpatient: 'Inpatient stay',
  emergency: 'Emergency visit',
  'partial-hospitalization': 'Partial hospitalization',
  'intensive-outpatient': 'Intensive outpatient care',
  outpatient: 'Outpatient care',
  'opioid-treatment': 'Opioid treatment',
  other: 'Stay',
};

export const DISPOSITION_WORDS: Readonly<Record<Disposition, string>> = {
  completed: 'completed',
  transferred: 'transferred',
  'against-advice': 'against advice',
  administrative: 'ended by the facility',
  incarcerated: 'incarcerated',
  died: 'died',
  other: 'reason not stated',
};

export const TRIGGER_WORDS: Readonly<Record<TriggerKind, string>> = {
  'detox-completed': 'detox completed',
  'residential-step-down': 'step-down from residential care',
  'repeated-return-to-use': 'repeated return to use',
  'left-early': 'left care early',
  overdose: 'overdose',
  'missed-sessions': 'missed sessions',
  'lost-contact': 'contact lost',
  'risk-changed': 'risk changed',
  'review-due': 'review due',
  'program-completed': 'program completed',
};

/** What a retraction takes back, by the name of the event that told it. */
export const TAKEN_BACK: Readonly<Record<string, string>> = {
  'stay-started': 'the beginning of a stay',
  'stay-ended': 'the end of a stay',
  'step-down-planned': 'a planned step-down',
  'return-to-use-reported': 'a reported return to use',
  'overdose-reported': 'a reported overdose',
  'risk-ratings-recorded': 'risk ratings',
  'instrument-result-recorded': 'a result of another instrument',
  'attendance-recorded': 'a recorded attendance',
};

/** Why a place ended, where its code does not say it. */
export const END_WORDS: Readonly<Record<string, string>> = {
  finished: 'all planned sessions are over',
};

export const DEADLINE_WORDS: Readonly<Record<string, string>> = {
  due14: '14 days',
  due120: '120 days',
  due48h: '48 hours for interim services',
  offer: 'answer to the offer',
};

/** A stable code as words: `cancelled-by-source` becomes `cancelled by source`. */
export const codeWords = (code: string): string => code.replaceAll(/[-_]+/g, ' ');

const MONTHS = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
];

/** `2026-11-04` becomes `4 Nov 2026`. */
export function dayWords(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number);
  return `${date} ${MONTHS[month! - 1]} ${year}`;
}

/** `plural(2, 'return')` is `2 returns`. */
export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A span in the unit a person would use. */
export function spanWords(fromIso: string, toIso: string): string {
  const minutes = Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 60_000);
  if (minutes < 60) return plural(Math.max(0, minutes), 'minute');
  if (minutes < 48 * 60) return plural(Math.round(minutes / 60), 'hour');
  return plural(Math.round(minutes / (24 * 60)), 'day');
}
