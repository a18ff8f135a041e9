import type { CareContext } from '@handrail/contracts';

/** Order of admission by 45 CFR 96.131(a): pregnant injecting, pregnant, injecting, all others. */
export function priorityClass({ pregnant, injecting }: CareContext): number {
  if (pregnant && injecting) return 1;
  if (pregnant) return 2;
  if (injecting) return 3;
  return 4;
}

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
