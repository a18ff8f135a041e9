import { deadlinesOf, type Deadlines } from './priority.js';
import type { Placement } from './placement.js';

export type Deadline = keyof Deadlines;

/** A legal waiting deadline, and when it is time to warn about it. */
export interface DeadlineRisk {
  readonly deadline: Deadline;
  readonly dueAt: string;
  /** Three quarters of the way from its start to `dueAt`: there is still time to act. */
  readonly riskAt: string;
}

const SHARE = 0.75;

/** The deadlines of 45 CFR 96.126 and 96.131 that run while this placement waits; none otherwise. */
export function risksOf(placement: Placement | undefined): DeadlineRisk[] {
  if (placement?.status !== 'waitlisted') return [];
  const { priorityClass, requestedAt, prioritySince } = placement;
  const deadlines = deadlinesOf(priorityClass, requestedAt, prioritySince);
  return (Object.entries(deadlines) as Array<[Deadline, string | null]>).flatMap(
    ([deadline, dueAt]) => {
      if (dueAt === null) return [];
      const startMs = Date.parse(deadline === 'due48h' ? prioritySince : requestedAt);
      const riskMs = startMs + SHARE * (Date.parse(dueAt) - startMs);
      return [{ deadline, dueAt, riskAt: new Date(riskMs).toISOString() }];
    },
  );
}

/** Whether a warning that was planned still holds: the person waits, and for the same day. */
export const stillRuns = (
  placement: Placement | undefined,
  { deadline, dueAt }: Pick<DeadlineRisk, 'deadline' | 'dueAt'>,
): boolean => risksOf(placement).some((risk) => risk.deadline === deadline && risk.dueAt === dueAt);
