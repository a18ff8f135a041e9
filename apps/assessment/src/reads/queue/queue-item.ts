import type { QueueItemAnswer } from '@handrail/contracts';
import { MINUTE_MS } from '@handrail/domain';
import type { ReassessmentView } from '../../reassessment/reassessment.view.js';

/** A reassessment in a queue, with its ages at the moment of reading. */
export type QueueItem = ReassessmentView & QueueItemAnswer;

/** Soon is the last quarter of the time between opening and due time. */
export function queueItem(view: ReassessmentView, now: Date): QueueItem {
  const minutesUntil = (time: string) => Math.floor((Date.parse(time) - now.getTime()) / MINUTE_MS);
  const dueInMinutes = minutesUntil(view.dueAt);
  const givenMinutes = (Date.parse(view.dueAt) - Date.parse(view.openedAt)) / MINUTE_MS;
  const late = Date.parse(view.dueAt) <= now.getTime();
  const soon = dueInMinutes < givenMinutes / 4;
  return {
    ...view,
    due: late ? 'overdue' : soon ? 'due-soon' : 'on-time',
    dueInMinutes,
    ageInStageMinutes: Math.max(
      0,
      Math.floor((now.getTime() - Date.parse(view.stageSince)) / MINUTE_MS),
    ),
  };
}
