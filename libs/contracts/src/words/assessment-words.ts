import type * as contracts from '../assessment/index.js';
import type { LevelOfCareDetermined } from '../assessment/index.js';
import { TRIGGER_WORDS, codeWords, spanWords } from './codes.js';
import type { WordsFor } from './wording.js';

const needsPerson = ({ decidedBy, determination }: LevelOfCareDetermined): boolean =>
  decidedBy !== 'clinician' && determination.mode === 'needs-human';

function decisionTitle(decision: LevelOfCareDetermined): string {
  const { level } = decision.determination;
  return needsPerson(decision)
    ? `Level of care needs a person${level ? `: ${level} proposed` : ''}`
    : `Level of care decided: ${level ?? 'none'}`;
}

function decisionLine({ determination, decidedBy, trigger }: LevelOfCareDetermined): string {
  const { level, mode, policyVersion } = determination;
  const because = `after ${TRIGGER_WORDS[trigger.kind]}`;
  if (decidedBy === 'clinician')
    return `Level decided by a clinician: ${level ?? 'none'}, ${because}`;
  if (level === null) return `No level of care yet: a clinician decides, ${because}`;
  if (mode === 'needs-human') return `Level ${level} proposed: a clinician decides, ${because}`;
  return `Level decided: ${level}, ${because} (policy ${policyVersion})`;
}

/** The words for what assessment publishes. */
export const assessmentWords: WordsFor<typeof contracts> = {
  reassessmentOpened: {
    title: () => 'Reassessment opened',
    facts: ({ trigger }) => [TRIGGER_WORDS[trigger.kind]],
    outcome: 'waiting',
    line: ({ trigger, openedAt, dueAt }) =>
      `Reassessment opened: ${TRIGGER_WORDS[trigger.kind]}, due within ${spanWords(openedAt, dueAt)}`,
  },
  reassessmentOverdue: { title: () => 'Reassessment is overdue', outcome: 'attention' },
  reassessmentWithdrawn: {
    title: () => 'Reassessment withdrawn',
    facts: ({ reason }) => [codeWords(reason)],
    outcome: 'taken-back',
    line: ({ reason }) => `Reassessment withdrawn: ${codeWords(reason)}`,
  },
  riskFactorsRecorded: { title: () => 'Risk factors recorded', outcome: 'recorded' },
  levelOfCareDetermined: {
    title: decisionTitle,
    facts: ({ decidedBy, determination }) => [
      decidedBy === 'clinician' ? 'a clinician' : `policy ${determination.policyVersion}`,
      determination.supports.map(codeWords).join(', '),
    ],
    outcome: (decision) => (needsPerson(decision) ? 'needs-person' : 'decided'),
    line: decisionLine,
  },
};
