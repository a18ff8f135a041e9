import type { DischargeDisposition, RequesterKind, Setting, TriggerKind } from '@handrail/domain';
import type {
  AttendanceRecorded,
  FeedAlarmRaised,
  InterimServicesRecorded,
} from '../intake/index.js';
import type {
  DeadlineAtRisk,
  DeadlineMissed,
  PlacementWaitlisted,
  WaitingContactRecorded,
} from '../scheduling/index.js';

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

/** How a stay ended, after the name of the stay. */
export const ENDING_WORDS: Readonly<Record<DischargeDisposition, string>> = {
  completed: 'completed',
  transferred: 'ended by transfer',
  'against-advice': 'left against advice',
  administrative: 'ended by the facility',
  incarcerated: 'ended by incarceration',
  died: 'ended: the person died',
  other: 'ended',
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
  'care-requested': 'care asked for',
};

/** Who asks for care of a person. */
export const REQUESTER_WORDS: Readonly<Record<RequesterKind, string>> = {
  self: 'the person',
  family: 'the family',
  court: 'a court',
  emergency: 'an emergency department',
  program: 'another program',
  other: 'somebody else',
};

/** Why a place ended, where its code does not say it. */
export const END_WORDS: Readonly<Record<string, string>> = {
  finished: 'all planned sessions are over',
  left: 'left against advice',
  discharged: 'discharged by the program',
  incarcerated: 'taken into custody',
  died: 'died',
  'never-came': 'nobody came',
  other: 'for another reason',
};

export const DEADLINE_WORDS: Readonly<Record<DeadlineAtRisk['deadline'], string>> = {
  due14: 'admission within 14 days',
  due120: 'admission within 120 days',
  due48h: 'interim services within 48 hours',
  offer: 'answer to the offer',
};

/** What is owed to somebody who waits. */
export const CLOCK_WORDS: Readonly<Record<DeadlineMissed['deadline'], string>> = {
  due14: DEADLINE_WORDS.due14,
  due120: DEADLINE_WORDS.due120,
  due48h: DEADLINE_WORDS.due48h,
  'state-referral': 'answer of the State to a referral',
  contact: 'contact within 14 days',
};

export const CONTACT_WORDS: Readonly<Record<WaitingContactRecorded['outcome'], string>> = {
  reached: 'Reached while waiting',
  'not-reached': 'Not reached while waiting',
  'still-waiting': 'Still wants a place',
  'no-longer-wants': 'No longer wants a place',
};

export const INTERIM_WORDS: Readonly<Record<InterimServicesRecorded['items'][number], string>> = {
  'hiv-tb-counselling': 'counselling on HIV, TB and needle sharing',
  'hiv-tb-referral': 'referral for HIV and TB care',
  prenatal: 'prenatal counselling and referral',
};

export const ALARM_WORDS: Readonly<Record<FeedAlarmRaised['alarm'], string>> = {
  silence: 'silent',
  'sequence-gap': 'skipping numbers',
  'a08-flood': 'flooding with updates',
  'a03-drop': 'dropping discharges',
};

export const ATTENDANCE_WORDS: Readonly<Record<AttendanceRecorded['attendance'], string>> = {
  attended: 'Session attended',
  'no-show': 'Session missed',
  excused: 'Session excused',
  cancelled: 'Session cancelled',
};

export const WAIT_WORDS: Readonly<Record<PlacementWaitlisted['waitReason'], string>> = {
  full: 'every fitting program is full',
  'no-matching-program': 'no program fits',
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

/** A code as the beginning of a sentence: `episode-on-hold` becomes `Episode on hold`. */
export const sentenceOf = (code: string): string => {
  const words = codeWords(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
