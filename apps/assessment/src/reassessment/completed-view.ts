import { WHY_NOW } from './domain/flags.js';
import type { ReassessmentView } from './reassessment.view.js';

/** What older versions did not write. */
type Later =
  | 'whyNow'
  | 'flags'
  | 'stage'
  | 'stageSince'
  | 'history'
  | 'snoozedUntil'
  | 'informationRequests'
  | 'draft'
  | 'escalations'
  | 'lastChange'
  | 'outreach'
  | 'evidence'
  | 'instruments';

/** A view that an older version wrote, with what it did not know yet said to be nothing. */
export function completedView(view: Omit<ReassessmentView, Later>): ReassessmentView {
  const { status, claimedBy, openedAt, trigger } = view;
  const resting = claimedBy === null ? ('unassigned' as const) : ('assigned' as const);
  return {
    whyNow: WHY_NOW[trigger.kind],
    flags: [],
    stage: status === 'determined' || status === 'withdrawn' ? status : resting,
    stageSince: openedAt,
    history: [],
    snoozedUntil: null,
    informationRequests: [],
    draft: null,
    escalations: [],
    lastChange: null,
    outreach: null,
    evidence: [],
    instruments: [],
    ...view,
  };
}
