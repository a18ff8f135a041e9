import { DAY_MS, HOUR_MS } from '@handrail/domain';
import type { CareContext } from '@handrail/contracts';

/** Order of admission by 45 CFR 96.131(a): pregnant injecting, pregnant, injecting, all others. */
export function priorityClass({ pregnant, injecting }: CareContext): number {
  if (pregnant && injecting) return 1;
  if (pregnant) return 2;
  if (injecting) return 3;
  return 4;
}

/** Waiting deadlines of 45 CFR 96.126 and 96.131; null where the law sets none. */
export interface Deadlines {
  /** Admission of people who inject: 14 days after the request. */
  readonly due14: string | null;
  /** Or 120 days, when nobody has room and interim services began in time. */
  readonly due120: string | null;
  /** Interim services for people who inject or are pregnant: 48 hours. */
  readonly due48h: string | null;
}

export function deadlinesOf(
  priority: number,
  requestedAt: string,
  prioritySince: string,
): Deadlines {
  const injecting = priority === 1 || priority === 3;
  return {
    due14: injecting ? after(requestedAt, 14 * DAY_MS) : null,
    due120: injecting ? after(requestedAt, 120 * DAY_MS) : null,
    due48h: priority < 4 ? after(prioritySince, 48 * HOUR_MS) : null,
  };
}

const after = (instant: string, ms: number): string =>
  new Date(Date.parse(instant) + ms).toISOString();

/** What decides who is next: class, then when care was asked for, then the placement's id. */
export interface LinePosition {
  readonly id: string;
  readonly priorityClass: number;
  readonly requestedAt: string;
}

/** Negative when `a` stands before `b`. */
export function byLine(a: LinePosition, b: LinePosition): number {
  return (
    a.priorityClass - b.priorityClass ||
    Date.parse(a.requestedAt) - Date.parse(b.requestedAt) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
