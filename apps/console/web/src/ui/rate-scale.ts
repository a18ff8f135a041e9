import type { EventsOfMinute } from '../../../src/reads/overview/overview.view.js';

export const totalOf = (rate: EventsOfMinute): number =>
  Object.values(rate.events).reduce((sum, count) => sum + count, 0);

const STEPS = [1, 2, 4, 5, 10];

/** The top of a scale that holds `most` and reads well at half height: 2, 4, 8, 10, 20, 40, 50, ... */
export function niceTop(most: number): number {
  if (most <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = STEPS.find((step) => step * power >= most) ?? 10;
  return step * power;
}

/** The events of one minute, as the events screen filters them. */
export const windowOf = (minute: string): { since: string; until: string } => ({
  since: minute,
  until: new Date(Date.parse(minute) + 60_000).toISOString(),
});
