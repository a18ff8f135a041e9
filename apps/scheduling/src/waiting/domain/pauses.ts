import { NEVER } from '../../stay/domain/stay.js';
import type { WaitPause } from './record.js';

interface Stretch {
  readonly fromMs: number;
  /** Infinity while nobody knows. */
  readonly untilMs: number;
}

/** When somebody cannot come, in order and without overlaps. */
function stretchesOf(pauses: readonly WaitPause[]): Stretch[] {
  const sorted = pauses
    .map((pause) => ({ fromMs: Date.parse(pause.from), untilMs: endMs(pause) }))
    .filter(({ fromMs, untilMs }) => untilMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  return sorted.reduce<Stretch[]>((merged, next) => {
    const last = merged.at(-1);
    if (!last || next.fromMs > last.untilMs) return [...merged, next];
    const untilMs = Math.max(last.untilMs, next.untilMs);
    return [...merged.slice(0, -1), { fromMs: last.fromMs, untilMs }];
  }, []);
}

/** By hand a pause ends earlier than planned, never later. */
function endMs({ until, resumedAt }: WaitPause): number {
  const ends = [until, resumedAt].map((at) => (at === null ? Infinity : Date.parse(at)));
  return Math.min(...ends);
}

/**
 * When a clock that began at an instant has run for so long, the pauses left out; null when a pause
 * without an end comes first. Time is counted in hours as they pass: a day on which clocks are put
 * forward or back is as long as it is.
 */
export function reachedAt(
  startedAt: string,
  lengthMs: number,
  pauses: readonly WaitPause[],
): string | null {
  let [atMs, leftMs] = [Date.parse(startedAt), lengthMs];
  for (const { fromMs, untilMs } of stretchesOf(pauses)) {
    if (untilMs <= atMs) continue;
    const runsMs = Math.max(0, fromMs - atMs);
    if (runsMs >= leftMs) break;
    if (untilMs === Infinity) return null;
    [atMs, leftMs] = [untilMs, leftMs - runsMs];
  }
  return new Date(atMs + leftMs).toISOString();
}

/** The pause a person is in at an instant. */
export const pauseAt = (pauses: readonly WaitPause[], now: string): WaitPause | undefined =>
  pauses.find(
    (pause) => Date.parse(pause.from) <= Date.parse(now) && endMs(pause) > Date.parse(now),
  );

/** From when somebody who is in a pause can come: null in none, `infinity` when nobody knows. */
export function canComeFrom(pauses: readonly WaitPause[], now: string): string | null {
  const nowMs = Date.parse(now);
  const stretch = stretchesOf(pauses).find(
    ({ fromMs, untilMs }) => fromMs <= nowMs && untilMs > nowMs,
  );
  if (!stretch) return null;
  return stretch.untilMs === Infinity ? NEVER : new Date(stretch.untilMs).toISOString();
}

/** When pauses begin and end from now on, as planned. */
export const edgesAfter = (pauses: readonly WaitPause[], now: string): string[] =>
  stretchesOf(pauses)
    .flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])
    .filter((ms) => ms > Date.parse(now) && ms !== Infinity)
    .map((ms) => new Date(ms).toISOString());
