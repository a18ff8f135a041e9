import type { TriggerKind } from '@handrail/domain';
import type { EvidenceItem } from './evidence.js';
import { raisesOverdoseRisk } from './left-early.js';
import { isWaiting, type Reassessment } from './person-case.js';

/** What a clinician has to see before anything else, the most urgent first. */
export const FLAGS = [
  'emergency',
  'overdose-risk',
  'outreach-failed',
  'pregnant',
  'injecting',
  'severe-withdrawal-history',
  'ratings-missing',
  'ratings-stale',
  'evidence-conflicting',
  'plan-and-medication-review',
  'propose-closure',
] as const;
export type Flag = (typeof FLAGS)[number];

/** The reason, which bears the name of its event; the event is worded elsewhere. */
const CARE_REQUESTED = 'care-requested' satisfies TriggerKind;

/** Why somebody should look now, in plain words; the times stand beside it. */
export const WHY_NOW: Readonly<Record<TriggerKind, string>> = {
  'detox-completed': 'Detox completed',
  'residential-step-down': 'Residential or inpatient treatment ends',
  'repeated-return-to-use': 'Return to use is repeated',
  'left-early': 'Left treatment early',
  overdose: 'Overdose',
  'missed-sessions': 'Sessions missed',
  'lost-contact': 'Nobody has heard from the person',
  'risk-changed': 'A risk became known',
  'review-due': 'Continued stay is due for review',
  'program-completed': 'Program completed',
  [CARE_REQUESTED]: 'Care was asked for',
};

/** Reasons that somebody first tries to reach the person for. */
const OUTREACH_KINDS: readonly TriggerKind[] = ['left-early', 'missed-sessions', 'lost-contact'];

export const hasOverdoseRisk = ({ triggers, shared }: Reassessment): boolean =>
  [...triggers, ...shared].some(raisesOverdoseRisk);

export const needsOutreach = (reassessment: Reassessment): boolean =>
  reassessment.triggers.some(({ kind }) => OUTREACH_KINDS.includes(kind)) && hasWork(reassessment);

const hasWork = (reassessment: Reassessment): boolean =>
  isWaiting(reassessment) || reassessment.work.attempts.length > 0;

/** Flags of a reassessment, in the order of `FLAGS`. */
export function flagsOf(reassessment: Reassessment, evidence: readonly EvidenceItem[]): Flag[] {
  const { used } = reassessment;
  const context = used?.context ?? {};
  const determination = reassessment.decision?.determination ?? reassessment.proposal;
  const raised: Readonly<Record<Flag, boolean>> = {
    emergency: determination?.level === 'ACUTE',
    'overdose-risk': hasOverdoseRisk(reassessment),
    'outreach-failed': isWaiting(reassessment) && reassessment.work.outreachFailed,
    pregnant: context.pregnant === true,
    injecting: context.injecting === true,
    'severe-withdrawal-history': context.severeWithdrawalHistory === true,
    'ratings-missing': used === null || used.ratedAt === null,
    'ratings-stale': (used?.stale.length ?? 0) > 0,
    'evidence-conflicting': evidence.some(({ standing }) => standing === 'conflicting'),
    'plan-and-medication-review': determination?.supports.includes('plan-review') === true,
    'propose-closure':
      isWaiting(reassessment) && reassessment.triggers.at(-1)?.kind === 'lost-contact',
  };
  return FLAGS.filter((flag) => raised[flag]);
}
