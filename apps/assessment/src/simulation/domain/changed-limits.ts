import { LIMIT_NAMES, type LimitName, type Policy } from '../../policy/domain/policy.js';
import type { ReasonKind } from '../../reassessment/domain/standing-triggers.js';

/** Whose cases have to be read when limits differ: those in which there is something to differ about. */
export interface Concerns {
  /** Somebody did not come to a session. */
  readonly misses: boolean;
  readonly sessions: boolean;
  readonly stays: boolean;
  /** Two signals or more. */
  readonly signals: boolean;
  readonly requests: boolean;
}

export interface LimitChange {
  readonly limit: LimitName;
  readonly from: number;
  readonly to: number;
}

interface Asking {
  readonly concerns: readonly (keyof Concerns)[];
  readonly reasons: readonly ReasonKind[];
}

const MISSES: Asking = { concerns: ['misses'], reasons: ['misses'] };
/** What counts as history is asked of every reason. */
const EVERYTHING: Asking = {
  concerns: ['misses', 'sessions', 'stays', 'signals', 'requests'],
  reasons: ['stays', 'requests', 'signals', 'plans', 'places', 'misses', 'silences'],
};
const SILENCES: Asking = { concerns: ['sessions', 'stays'], reasons: ['silences'] };
const STAYS: Asking = { concerns: ['stays'], reasons: ['stays'] };

/** Limits that say when somebody is asked for a level at all, and what follows from each. */
const ASKING: Readonly<Partial<Record<LimitName, Asking>>> = {
  'missed-sessions': MISSES,
  'missed-sessions-days': MISSES,
  'lost-contact-days': SILENCES,
  'place-silence-days': SILENCES,
  'session-silence-days': SILENCES,
  'plan-ahead-days': { concerns: ['sessions', 'stays'], reasons: ['places'] },
  'history-after-days': EVERYTHING,
  'transfer-grace-hours': STAYS,
  'step-down-ahead-days': STAYS,
  'detox-plan-ahead-hours': STAYS,
  // A second detox belongs to the end of its own stay.
  'step-up-cool-down-days': { concerns: ['signals'], reasons: ['stays', 'signals'] },
};

/** Limits of two policies that lead to other reassessments, not to other levels. */
export const changedLimits = (from: Policy, to: Policy): LimitChange[] =>
  LIMIT_NAMES.filter((limit) => ASKING[limit] !== undefined)
    .filter((limit) => from.limits[limit] !== to.limits[limit])
    .map((limit) => ({ limit, from: from.limits[limit], to: to.limits[limit] }));

export function concernsOf(changes: readonly LimitChange[]): Concerns {
  const looks = new Set(changes.flatMap(({ limit }) => ASKING[limit]?.concerns ?? []));
  return {
    misses: looks.has('misses'),
    sessions: looks.has('sessions'),
    stays: looks.has('stays'),
    signals: looks.has('signals'),
    requests: looks.has('requests'),
  };
}

/** Reasons that may stand otherwise where these limits differ. */
export const reasonsOf = (changes: readonly LimitChange[]): ReasonKind[] => [
  ...new Set(changes.flatMap(({ limit }) => ASKING[limit]?.reasons ?? [])),
];
