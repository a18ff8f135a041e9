import { summaryOf, type PlanSummary, type SessionPlan } from './domain/sessions.js';

/** Many people start on the same track on the same day; walking twelve weeks of days once is enough. */
const REMEMBERED = 500;
const summaries = new Map<string, PlanSummary | null>();

export function rememberedSummary(plan: SessionPlan): PlanSummary | null {
  const { timeZone, days, from, to, startsOn, weeks } = plan;
  const key = [timeZone, days.join(), from, to, startsOn, weeks].join(' ');
  let summary = summaries.get(key);
  if (summary === undefined) {
    if (summaries.size >= REMEMBERED) summaries.clear();
    summaries.set(key, (summary = summaryOf(plan)));
  }
  return summary;
}
