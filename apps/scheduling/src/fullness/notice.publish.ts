import {
  capacityNoticeDue,
  capacityNoticeGiven,
  capacityNoticeMissed,
  capacityNoticeReopened,
} from '@handrail/contracts';
import type { Level } from '@handrail/domain';
import { outgoing, type Outgoing, type TimerChange } from '@handrail/messaging';
import type { Fullness } from './domain/crossing.js';

export const NOTICE_DUE = 'timer.scheduling.notice-due';

/** A notice as every event about it names it. */
export interface NamedNotice {
  readonly [field: string]: unknown;
  readonly programId: string;
  readonly noticeId: string;
  readonly level: Level;
  readonly dueAt: string;
}

export const asDue = (
  notice: NamedNotice,
  reachedAt: string,
  { taken, capacity }: Fullness,
): Outgoing => outgoing(capacityNoticeDue, { ...notice, reachedAt, taken, capacity }, reachedAt);

export const asGiven = (notice: NamedNotice, givenAt: string, now: string): Outgoing =>
  outgoing(capacityNoticeGiven, { ...notice, givenAt }, now);

export const asMissed = (notice: NamedNotice, now: string): Outgoing =>
  outgoing(capacityNoticeMissed, { ...notice }, now);

export const asReopened = (notice: NamedNotice, now: string): Outgoing =>
  outgoing(capacityNoticeReopened, { ...notice }, now);

const timerOf = ({ noticeId }: NamedNotice): string => `notice:${noticeId}`;

/** Comes when seven days are over; a notice that was given cancels it. */
export const untilDue = (notice: NamedNotice): TimerChange => ({
  ...{ kind: 'set', name: timerOf(notice), type: NOTICE_DUE, dueAt: notice.dueAt },
  data: { ...notice },
});

export const noLongerDue = (notice: NamedNotice): TimerChange => ({
  ...{ kind: 'cancel', name: timerOf(notice) },
});
