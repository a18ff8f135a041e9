import { LRUCache } from 'lru-cache';
import { summaryOf, type PlanSummary, type SessionPlan } from './domain/sessions.js';

interface Remembered {
  readonly summary: PlanSummary | null;
}

/** Many people start on the same track on the same day; walking twelve weeks of days once is enough. */
const summaries = new LRUCache<string, Remembered, SessionPlan>({
  max: 500,
  memoMethod: (_key, _stale, { context: plan }) => ({ summary: summaryOf(plan) }),
});

export function rememberedSummary(plan: SessionPlan): PlanSummary | null {
  const { timeZone, days, from, to, startsOn, weeks } = plan;
  const key = [timeZone, days.join(), from, to, startsOn, weeks].join(' ');
  return summaries.memo(key, { context: plan }).summary;
}
