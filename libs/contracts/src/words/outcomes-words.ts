import type * as contracts from '../outcomes/index.js';
import { codeWords, plural } from './codes.js';
import type { WordsFor } from './wording.js';

/** The words for what outcomes publishes. */
export const outcomesWords: WordsFor<typeof contracts> = {
  repeatedReturnToUseDetected: {
    title: () => 'Repeated return to use detected',
    facts: ({ pattern, reports, windowDays, currentLevel }) => [
      pattern === 'second-detox'
        ? 'second detox completed'
        : `${plural(reports.length, 'report')} in ${windowDays} days`,
      currentLevel && `now in ${currentLevel}`,
    ],
    outcome: 'attention',
    line: ({ pattern, windowDays }) =>
      pattern === 'second-detox'
        ? 'Second completed detox within six months'
        : `Repeated return to use within ${plural(windowDays, 'day')}`,
  },
  repeatedReturnToUseWithdrawn: {
    title: () => 'Repeated return to use no longer stands',
    facts: ({ reason }) => [codeWords(reason)],
    outcome: 'taken-back',
  },
  episodeOpened: { title: () => 'Course of care began', outcome: 'recorded' },
  episodeClosed: {
    title: () => 'Course of care ended',
    facts: ({ reason }) => [codeWords(reason)],
    outcome: 'ended',
    line: ({ reason }) => `Course of care ended: ${codeWords(reason)}`,
  },
  followUpDue: {
    title: ({ windowDays }) => `Follow-up expected within ${plural(windowDays, 'day')}`,
    facts: ({ dueAt }) => [`until ${dueAt.slice(0, 10)}`],
    outcome: 'waiting',
  },
  followUpMet: { title: () => 'Follow-up care took place', outcome: 'placed' },
  handoffMissed: { title: () => 'No follow-up care within the window', outcome: 'attention' },
  continuedStayReviewDue: {
    title: () => 'Continued-stay review due',
    facts: ({ level, daysInLevel }) => [level, `day ${daysInLevel}`],
    outcome: 'needs-person',
    line: ({ daysInLevel, level }) => `Review due after ${plural(daysInLevel, 'day')} in ${level}`,
  },
};
