import { joined, list, number, plain, record, text, triggerWord } from './words.js';
import type { Data } from './words.js';
import type { Description } from './describe.js';

/** What assessment published, in plain words. */
export function describeAssessment(name: string, data: Data): Description | null {
  switch (name) {
    case 'reassessment-opened': {
      const kind = text(record(data, 'trigger'), 'kind');
      return {
        title: 'Reassessment opened',
        facts: joined(kind && triggerWord(kind)),
        outcome: 'waiting',
      };
    }
    case 'level-of-care-determined':
      return determined(data);
    case 'reassessment-withdrawn':
      return {
        title: 'Reassessment withdrawn',
        facts: joined(codeWords(data, 'reason')),
        outcome: 'taken-back',
      };
    case 'reassessment-overdue':
      return { title: 'Reassessment overdue', facts: '', outcome: 'attention' };
    default:
      return null;
  }
}

function determined(data: Data): Description {
  const decision = record(data, 'determination');
  const level = text(decision, 'level');
  const byPolicy = text(data, 'decidedBy') !== 'clinician';
  const needsPerson = byPolicy && text(decision, 'mode') === 'needs-human';
  const by = byPolicy ? `policy ${text(decision, 'policyVersion') ?? ''}`.trim() : 'a clinician';
  const title = needsPerson
    ? `Level of care needs a person${level ? `: ${level} proposed` : ''}`
    : `Level of care decided: ${level ?? 'none'}`;
  return {
    title,
    facts: joined(
      by,
      list(decision, 'supports')
        .map((one) => plain(String(one)))
        .join(', '),
    ),
    outcome: needsPerson ? 'needs-person' : 'decided',
  };
}

/** What outcomes published, in plain words. */
export function describeOutcomes(name: string, data: Data): Description | null {
  switch (name) {
    case 'repeated-return-to-use-detected':
      return {
        title: 'Repeated return to use detected',
        facts: joined(
          text(data, 'pattern') === 'second-detox'
            ? 'second detox completed'
            : `${reports(list(data, 'reports').length)} in ${number(data, 'windowDays') ?? '?'} days`,
          text(data, 'currentLevel') && `now in ${text(data, 'currentLevel')}`,
        ),
        outcome: 'attention',
      };
    case 'repeated-return-to-use-withdrawn':
      return {
        title: 'Repeated return to use taken back',
        facts: joined(codeWords(data, 'reason')),
        outcome: 'taken-back',
      };
    case 'episode-opened':
      return { title: 'Course of care opened', facts: '', outcome: 'recorded' };
    case 'episode-closed':
      return {
        title: 'Course of care closed',
        facts: joined(codeWords(data, 'reason')),
        outcome: 'ended',
      };
    case 'follow-up-due':
      return {
        title: `Follow-up due within ${number(data, 'windowDays') ?? '?'} days`,
        facts: joined(text(data, 'dueAt') && `until ${text(data, 'dueAt')?.slice(0, 10)}`),
        outcome: 'waiting',
      };
    case 'follow-up-met':
      return { title: 'Follow-up met', facts: '', outcome: 'placed' };
    case 'handoff-missed':
      return { title: 'Handoff missed', facts: 'no care in the window', outcome: 'attention' };
    case 'continued-stay-review-due':
      return {
        title: 'Continued-stay review due',
        facts: joined(text(data, 'level'), `day ${number(data, 'daysInLevel') ?? '?'}`),
        outcome: 'needs-person',
      };
    default:
      return null;
  }
}

const reports = (count: number): string => (count === 1 ? '1 report' : `${count} reports`);

export const codeWords = (data: Data, field: string): string | null => {
  const value = text(data, field);
  return value ? plain(value) : null;
};
