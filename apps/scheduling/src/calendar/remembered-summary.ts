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
  const { timeZone, days, from, to, blocks = [], startsOn, weeks } = plan;
  const several = JSON.stringify(blocks);
  const key = [timeZone, days.join(), from, to, several, startsOn, weeks].join(' ');
  return summaries.memo(key, { context: plan }).summary;
}
