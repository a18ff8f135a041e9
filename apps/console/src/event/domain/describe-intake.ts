import { ownValue } from '@handrail/domain';
import { endingWord, joined, list, number, plain, record, settingWord, text } from './words.js';
import type { Data } from './words.js';
import type { Description } from './describe.js';

const ratingsIn = (data: Data): string =>
  ['d1', 'd2', 'd3', 'd4', 'd5', 'd6']
    .map((dimension) => record(data, 'ratings')[dimension])
    .map((value) => (typeof value === 'number' ? String(value) : '?'))
    .join(' ');

/** What intake published, in plain words. */
export function describeIntake(name: string, data: Data): Description | null {
  switch (name) {
    case 'person-registered':
      return { title: 'Person registered', facts: '', outcome: 'recorded' };
    case 'persons-merged':
      return { title: 'Two persons turned out to be one', facts: '', outcome: 'recorded' };
    case 'stay-started':
      return {
        title: `${settingWord(data)} started`,
        facts: joined(text(data, 'facility')),
        outcome: 'recorded',
      };
    case 'stay-ended':
      return stayEnded(data);
    case 'step-down-planned':
      return {
        title: `${settingWord(data)}: step-down planned`,
        facts: joined(text(data, 'facility'), dayOf(text(data, 'plannedFor'), 'planned for ')),
        outcome: 'recorded',
      };
    case 'stay-corrected':
      return {
        title: `${settingWord(data)} corrected`,
        facts: joined(text(data, 'facility'), list(data, 'corrected').map(String).join(', ')),
        outcome: 'recorded',
      };
    case 'fact-retracted':
      return {
        title: `Taken back: ${retracted(text(data, 'retractedType'))}`,
        facts: joined(reason(data)),
        outcome: 'taken-back',
      };
    case 'return-to-use-reported':
      return {
        title: 'Return to use reported',
        facts: joined(evidence(data), text(data, 'substance')),
        outcome: 'attention',
      };
    case 'overdose-reported':
      return {
        title: 'Overdose reported',
        facts: joined(text(data, 'facility'), text(data, 'substance')),
        outcome: 'attention',
      };
    case 'risk-ratings-recorded':
      return {
        title: 'Risk ratings recorded',
        facts: `d1–d6: ${ratingsIn(data)}`,
        outcome: 'recorded',
      };
    case 'instrument-result-recorded':
      return {
        title: 'Result of another instrument recorded',
        facts: joined(text(data, 'instrument'), text(data, 'level'), composite(data)),
        outcome: 'recorded',
      };
    case 'attendance-recorded':
      return attendance(data);
    case 'consent-changed':
      return consentChanged(data);
    case 'program-capacity-reported':
      return capacityReported(data);
    case 'feed-alarm-raised':
    case 'feed-alarm-cleared':
      return feedAlarm(name, data);
    default:
      return null;
  }
}

const ALARMS: Readonly<Record<string, string>> = {
  silence: 'silent',
  'sequence-gap': 'skipping numbers',
  'a08-flood': 'flooding with updates',
  'a03-drop': 'dropping discharges',
};

function feedAlarm(name: string, data: Data): Description {
  const alarm = text(data, 'alarm') ?? 'alarm';
  const what = ownValue(ALARMS, alarm) ?? plain(alarm);
  if (name === 'feed-alarm-cleared')
    return { title: `A feed is no longer ${what}`, facts: '', outcome: 'recorded' };
  const [expected, observed] = [number(data, 'expected'), number(data, 'observed')];
  const counts = expected === null ? null : `${observed ?? 0} came, ${expected} expected`;
  return { title: `A feed is ${what}`, facts: joined(counts), outcome: 'attention' };
}

function stayEnded(data: Data): Description {
  const disposition = text(data, 'disposition');
  const leftEarly = disposition === 'against-advice' || disposition === 'administrative';
  return {
    title: `${settingWord(data)} ${endingWord(data)}`,
    facts: joined(text(data, 'facility')),
    outcome: leftEarly ? 'attention' : 'recorded',
  };
}

function consentChanged(data: Data): Description {
  const status = text(data, 'status');
  return {
    title: `Consent ${plain(status ?? 'changed')}`,
    facts: joined(text(data, 'kind')),
    outcome: status === 'revoked' ? 'taken-back' : 'recorded',
  };
}

function capacityReported(data: Data): Description {
  const taken = `${number(data, 'occupied') ?? '?'} of ${number(data, 'capacity') ?? '?'} taken`;
  return {
    title: 'Capacity reported',
    facts: joined(text(data, 'programId'), text(data, 'trackId'), taken),
    outcome: 'recorded',
  };
}

function attendance(data: Data): Description {
  const came = text(data, 'attendance') ?? 'recorded';
  return {
    title: came === 'no-show' ? 'Session missed' : `Session ${plain(came)}`,
    facts: joined(dayOf(text(data, 'sessionStartsAt'))),
    outcome: came === 'no-show' ? 'attention' : 'recorded',
  };
}

const composite = (data: Data): string | null => {
  const score = number(data, 'composite');
  return score === null ? null : `composite ${score}`;
};

const evidence = (data: Data) => {
  const value = text(data, 'evidence');
  return value ? plain(value) : null;
};

const reason = (data: Data) => {
  const value = text(data, 'reason');
  return value ? plain(value) : null;
};

const retracted = (type: string | null): string =>
  type ? plain(type.replace(/^handrail\.[a-z]+\./, '').replace(/\.v\d+$/, '')) : 'a fact';

const dayOf = (time: string | null, before = ''): string | null =>
  time ? `${before}${time.slice(0, 10)}` : null;
