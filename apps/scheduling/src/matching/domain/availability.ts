import { blocksOf } from '../../program/domain/session-block.js';
import { minutesOf } from '../../program/domain/level-hours.js';
import { WEEKDAYS, type Track, type Weekday } from '../../program/domain/program.js';
import type { AvailableHours } from './needs.js';

const DAY_MINUTES = 24 * 60;

type Span = readonly [from: number, to: number];

/** Whether a person's hours cover every session of a track from its start to its end. */
export function coversEverySession(
  availability: readonly AvailableHours[],
  track: Pick<Track, 'days' | 'from' | 'to' | 'blocks'>,
): boolean {
  return blocksOf(track).every(({ days, from, to }) =>
    days.every((day) => covers(spansOf(availability, day), minutesOf(from), minutesOf(to))),
  );
}

/** Hours on one weekday in order; hours past midnight count for the day after too. */
function spansOf(availability: readonly AvailableHours[], day: Weekday): Span[] {
  const dayBefore = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7]!;
  return availability
    .flatMap((hours): Span[] => {
      const from = minutesOf(hours.from);
      const to = minutesOf(hours.to);
      const overnight = to <= from;
      return [
        ...(hours.days.includes(day) ? [[from, overnight ? DAY_MINUTES : to] as const] : []),
        ...(overnight && hours.days.includes(dayBefore) ? [[0, to] as const] : []),
      ];
    })
    .sort((a, b) => a[0] - b[0]);
}

/** Adjoining hours count as one: 17:00 to 19:00 and 19:00 to 21:00 cover 18:00 to 21:00. */
function covers(spans: readonly Span[], from: number, to: number): boolean {
  let covered = from;
  for (const [start, end] of spans) {
    if (start > covered) return false;
    covered = Math.max(covered, end);
    if (covered >= to) return true;
  }
  return false;
}
