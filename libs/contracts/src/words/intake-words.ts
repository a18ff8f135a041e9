import { localDay, ownValue } from '@handrail/domain';
import type * as contracts from '../intake/index.js';
import type { FeedAlarmCleared, FeedAlarmRaised, RiskRatingsRecorded } from '../intake/index.js';
import {
  ALARM_WORDS,
  ATTENDANCE_WORDS,
  ENDING_WORDS,
  INTERIM_WORDS,
  REQUESTER_WORDS,
  SETTING_WORDS,
  codeWords,
  dayWords,
} from './codes.js';
import type { WordsFor } from './wording.js';

type Stay = Pick<contracts.StayStarted, 'setting' | 'facility'>;

const kindOf = ({ setting }: Pick<Stay, 'setting'>): string => SETTING_WORDS[setting];
const stayAt = ({ setting, facility }: Stay): string => `${SETTING_WORDS[setting]} at ${facility}`;
const dayOf = (time: string): string => time.slice(0, 10);

const alarmOf = ({ alarm }: FeedAlarmRaised | FeedAlarmCleared): string => ALARM_WORDS[alarm];

const ratingsIn = ({ ratings }: RiskRatingsRecorded): string =>
  [ratings.d1, ratings.d2, ratings.d3, ratings.d4, ratings.d5, ratings.d6]
    .map((rating) => (typeof rating === 'number' ? String(rating) : '?'))
    .join(' ');

/** What a retraction takes back, by the name of the event that told it. */
const TAKEN_BACK: Readonly<Record<string, string>> = {
  'stay-started': 'the beginning of a stay',
  'stay-ended': 'the end of a stay',
  'step-down-planned': 'a planned step-down',
  'return-to-use-reported': 'a reported return to use',
  'overdose-reported': 'a reported overdose',
  'risk-ratings-recorded': 'risk ratings',
  'instrument-result-recorded': 'a result of another instrument',
  'attendance-recorded': 'a recorded attendance',
  'care-requested': 'a request for care',
  'drug-test-recorded': 'the result of a drug test',
  'interim-services-recorded': 'recorded interim services',
  'consent-changed': 'a consent',
};

const retractedBy = ({ retractedType }: contracts.FactRetracted): string => {
  const name = retractedType.split('.')[2] ?? retractedType;
  return ownValue(TAKEN_BACK, name) ?? codeWords(name);
};

const leftEarly = (disposition: contracts.StayEnded['disposition']): boolean =>
  disposition === 'against-advice' || disposition === 'administrative';

/** The words for what intake publishes. */
export const intakeWords: WordsFor<typeof contracts> = {
  personRegistered: { title: () => 'Person registered', outcome: 'recorded' },
  personsMerged: { title: () => 'Two records turned out to be one person', outcome: 'recorded' },
  consentChanged: {
    title: ({ status }) => `Consent ${status}`,
    facts: ({ kind }) => [kind],
    outcome: ({ status }) => (status === 'revoked' ? 'taken-back' : 'recorded'),
    line: ({ kind, status }) => `Consent (${kind.toUpperCase()}) is ${status}`,
  },
  consentChangedV2: {
    title: ({ decision, status }) =>
      decision === 'deny' ? `Consent withheld (${status})` : `Consent ${status}`,
    facts: ({ kind, missing }) =>
      missing.length === 0 ? [kind] : [kind, `lacks ${missing.join(', ')}`],
    outcome: ({ decision, status }) =>
      decision === 'deny' || status === 'revoked' ? 'taken-back' : 'recorded',
    line: ({ kind, decision, status }) =>
      `${decision === 'deny' ? 'Denial' : 'Consent'} (${kind.toUpperCase()}) is ${status}`,
  },
  stayStarted: {
    title: (stay) => `${kindOf(stay)} began`,
    facts: ({ facility }) => [facility],
    outcome: 'recorded',
    line: (stay) => `${stayAt(stay)} began`,
  },
  stayEnded: {
    title: (stay) => `${kindOf(stay)} ${ENDING_WORDS[stay.disposition]}`,
    facts: ({ facility }) => [facility],
    outcome: ({ disposition }) => (leftEarly(disposition) ? 'attention' : 'recorded'),
    line: (stay) => `${stayAt(stay)} ${ENDING_WORDS[stay.disposition]}`,
  },
  stayCorrected: {
    title: (stay) => `${kindOf(stay)} corrected`,
    facts: ({ facility, corrected }) => [facility, corrected.join(', ')],
    outcome: 'recorded',
    line: (stay) => `${stayAt(stay)} corrected`,
  },
  stepDownPlanned: {
    title: (stay) => `${kindOf(stay)}: step-down planned`,
    facts: ({ facility, plannedFor }) => [facility, `planned for ${dayOf(plannedFor)}`],
    outcome: 'recorded',
    line: (stay, timeZone) =>
      `${stayAt(stay)} is planned to end on ${dayWords(localDay(stay.plannedFor, timeZone))}`,
  },
  factRetracted: {
    title: (fact) => `Taken back: ${retractedBy(fact)}`,
    facts: ({ reason }) => [codeWords(reason)],
    outcome: 'taken-back',
    line: (fact) => `Taken back: ${retractedBy(fact)} (${codeWords(fact.reason)})`,
  },
  returnToUseReported: {
    title: () => 'Return to use reported',
    facts: ({ evidence, substance }) => [codeWords(evidence), substance],
    outcome: 'attention',
    line: ({ evidence }) => `Return to use reported (${codeWords(evidence)})`,
  },
  overdoseReported: {
    title: () => 'Overdose reported',
    facts: ({ facility, substance }) => [facility, substance],
    outcome: 'attention',
  },
  riskRatingsRecorded: {
    title: () => 'Risk ratings recorded',
    facts: (recorded) => [`d1–d6: ${ratingsIn(recorded)}`],
    outcome: 'recorded',
  },
  instrumentResultRecorded: {
    title: () => 'Result of another instrument recorded',
    facts: ({ instrument, level, composite }) => [
      instrument,
      level,
      composite !== null && `composite ${composite}`,
    ],
    outcome: 'recorded',
    line: ({ instrument }) =>
      `Result of another instrument recorded (${codeWords(instrument).toUpperCase()})`,
  },
  attendanceRecorded: {
    title: ({ attendance }) => ATTENDANCE_WORDS[attendance],
    facts: ({ sessionStartsAt }) => [dayOf(sessionStartsAt)],
    outcome: ({ attendance }) => (attendance === 'no-show' ? 'attention' : 'recorded'),
  },
  drugTestRecorded: {
    title: ({ result }) => `Drug test ${result}`,
    facts: ({ substances }) => [substances.join(', ')],
    outcome: ({ result }) => (result === 'positive' ? 'attention' : 'recorded'),
  },
  careRequested: {
    title: ({ requestedBy }) => `Care asked for by ${REQUESTER_WORDS[requestedBy]}`,
    facts: ({ level }) => [level !== null && `asks for ${level}`],
    outcome: 'recorded',
  },
  interimServicesRecorded: {
    title: () => 'Interim services given',
    facts: ({ items }) => items.map((item) => INTERIM_WORDS[item]),
    outcome: 'recorded',
  },
  programCapacityReported: {
    title: () => 'Capacity reported',
    facts: ({ programId, trackId, occupied, capacity }) => [
      programId,
      trackId,
      `${occupied} of ${capacity} taken`,
    ],
    outcome: 'recorded',
  },
  feedAlarmRaised: {
    title: (feed) => `A feed is ${alarmOf(feed)}`,
    facts: ({ observed, expected }) => [`${observed} came, ${expected} expected`],
    outcome: 'attention',
  },
  feedAlarmCleared: {
    title: (feed) => `A feed is no longer ${alarmOf(feed)}`,
    outcome: 'recorded',
  },
};
