import type { Meanwhile, Reassessment } from '../../../../../src/api/care.js';

/**
 * What happened to a reassessment last, read from the reassessment itself: for a browser that hears of
 * a new version before it is refused. Null when nothing is dated.
 */
export function lastChange(view: Reassessment): Meanwhile | null {
  const changes: (Meanwhile | null)[] = [
    view.claimedAt ? { what: 'claim', by: view.claimedBy, at: view.claimedAt } : null,
    view.draft ? { what: 'draft', by: view.draft.by, at: view.draft.savedAt } : null,
    view.ratedAt ? { what: 'ratings', by: null, at: view.ratedAt } : null,
    ...(view.history ?? []).map((one) => ({
      what: STAGES[one.stage] ?? one.stage,
      by: one.by,
      at: one.recordedAt,
    })),
    decided(view),
    view.withdrawn ? { what: 'withdrawn', by: null, at: view.withdrawn.at } : null,
  ];
  // Of two things at one moment the later one in this order is the consequence.
  return changes.reduce((last, one) => (one && (!last || one.at >= last.at) ? one : last), null);
}

const STAGES: Readonly<Record<string, string>> = {
  assigned: 'claim',
  unassigned: 'hand-off',
  snoozed: 'snooze',
  'waiting-for-information': 'request-information',
  determined: 'determine',
};

function decided(view: Reassessment): Meanwhile | null {
  if (!view.determinedAt) return null;
  const by = view.override?.by ?? (view.decidedBy === 'policy' ? 'The policy' : view.claimedBy);
  return { what: view.override ? 'override' : 'determine', by, at: view.determinedAt };
}
