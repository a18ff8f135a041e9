import { WEEKDAYS, type Weekday } from './weekday.js';

/** Sessions at the same hours on some weekdays; a track may have several such blocks. */
export interface SessionBlock {
  readonly days: readonly Weekday[];
  /** Wall-clock time in the program's zone, `HH:MM`. */
  readonly from: string;
  readonly to: string;
}

interface Scheduled {
  readonly days: readonly Weekday[];
  readonly from?: string | null;
  readonly to?: string | null;
  readonly blocks?: readonly SessionBlock[] | null;
}

/** The hours of a track or a plan as blocks; none for care around the clock. */
export function blocksOf({ days, from, to, blocks }: Scheduled): readonly SessionBlock[] {
  if (blocks && blocks.length > 0) return blocks;
  return from && to ? [{ days, from, to }] : [];
}

/**
 * The hours of a track in the one form they are kept in: a single block as days, from and to; several with
 * all their days, and no from and to.
 */
export function hoursOf(hours: Scheduled): Required<Scheduled> {
  const { days, from, to, blocks } = hours;
  const [first, ...others] = blocks ?? [];
  if (!first) return { days, from: from ?? null, to: to ?? null, blocks: null };
  if (others.length === 0) return { ...first, blocks: null };
  const all = [first, ...others];
  return {
    days: WEEKDAYS.filter((day) => all.some((block) => block.days.includes(day))),
    from: null,
    to: null,
    blocks: all,
  };
}
