import type { TriggerKind } from '@handrail/domain';
import type { EvidenceItem } from './evidence.js';
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
};

/** Reasons that somebody first tries to reach the person for. */
const OUTREACH_KINDS: readonly TriggerKind[] = ['left-early', 'missed-sessions', 'lost-contact'];
/** After these an overdose is likelier: PMC7928069 for leaving early, HEDIS FUA for an overdose. */
const OVERDOSE_RISK_KINDS: readonly TriggerKind[] = ['left-early', 'overdose'];

const kindsOf = ({ triggers, shared }: Reassessment): TriggerKind[] =>
  [...triggers, ...shared].map(({ kind }) => kind);

export const hasOverdoseRisk = (one: Reassessment): boolean =>
  kindsOf(one).some((kind) => OVERDOSE_RISK_KINDS.includes(kind));

export const needsOutreach = (one: Reassessment): boolean =>
  one.triggers.some(({ kind }) => OUTREACH_KINDS.includes(kind)) && hasWork(one);

const hasWork = (one: Reassessment): boolean => isWaiting(one) || one.work.attempts.length > 0;

/** Flags of a reassessment, in the order of `FLAGS`. */
export function flagsOf(one: Reassessment, evidence: readonly EvidenceItem[]): Flag[] {
  const { used } = one;
  const context = used?.context ?? {};
  const said = one.decision?.determination ?? one.proposal;
  const raised: Readonly<Record<Flag, boolean>> = {
    emergency: said?.level === 'ACUTE',
    'overdose-risk': hasOverdoseRisk(one),
    'outreach-failed': isWaiting(one) && one.work.outreachFailed,
    pregnant: context.pregnant === true,
    injecting: context.injecting === true,
    'severe-withdrawal-history': context.severeWithdrawalHistory === true,
    'ratings-missing': used === null || used.ratedAt === null,
    'ratings-stale': (used?.stale.length ?? 0) > 0,
    'evidence-conflicting': evidence.some(({ standing }) => standing === 'conflicting'),
    'plan-and-medication-review': said?.supports.includes('plan-review') === true,
    'propose-closure': isWaiting(one) && one.triggers.at(-1)?.kind === 'lost-contact',
  };
  return FLAGS.filter((flag) => raised[flag]);
}
