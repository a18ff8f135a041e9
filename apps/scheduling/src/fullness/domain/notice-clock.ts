import { DAY_MS } from '@handrail/domain';

/** So long a program has to tell the State (45 CFR 96.126(a)). */
const WITHIN_MS = 7 * DAY_MS;

/** At three quarters somebody is warned, as with every other clock. */
const WARNED_AFTER = 0.75;

export const NOTICE_STATES = ['running', 'at-risk', 'missed', 'given', 'given-late'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What the clock of a notice follows from. */
export interface NoticeTimes {
  readonly reachedAt: string;
  readonly dueAt: string;
  readonly givenAt: string | null;
}

export const dueAfter = (reachedAt: string): string =>
  new Date(Date.parse(reachedAt) + WITHIN_MS).toISOString();

/** What the clock says at an instant. A program that is less full again still owes the notice. */
export function noticeStateOf(
  { reachedAt, dueAt, givenAt }: NoticeTimes,
  now: string,
): NoticeState {
  const [dueMs, nowMs] = [Date.parse(dueAt), Date.parse(now)];
  if (givenAt !== null) return Date.parse(givenAt) > dueMs ? 'given-late' : 'given';
  if (dueMs <= nowMs) return 'missed';
  const riskMs = Date.parse(reachedAt) + WARNED_AFTER * WITHIN_MS;
  return riskMs <= nowMs ? 'at-risk' : 'running';
}
