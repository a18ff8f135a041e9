import { HOUR_MS } from '@handrail/domain';

/** What came from one source in one hour of the clock, UTC. */
export interface FeedHour {
  /** RFC 3339, the beginning of the hour. */
  readonly hour: string;
  readonly received: number;
  readonly discharges: number;
  readonly updates: number;
}

export type Counted = 'received' | 'discharges' | 'updates';

/** A slot says something once it was seen in so many weeks. */
const LEAST_WEEKS = 3;
/** Six weeks follow a change of the hospital's habits and still outlast a holiday. */
export const LEARNED_WEEKS = 6;
/** Less history than this says nothing about nights and weekends. */
const LEAST_HISTORY_HOURS = 7 * 24;

/**
 * How many messages a source usually sends, by weekday and hour. The median of the weeks, because one
 * holiday or one flood must not move it; where a weekday's hour was seen too seldom, that hour of all
 * days; nothing at all for a source that is known for less than a week.
 */
export class Rhythm {
  readonly #counts = new Map<number, FeedHour>();
  readonly #first: number;
  readonly #until: number;

  /** @param hours what came, hours without a message may be left out; only those before `now` count */
  constructor(hours: readonly FeedHour[], now: string) {
    this.#until = floorHour(Date.parse(now));
    for (const hour of hours) this.#counts.set(Date.parse(hour.hour), hour);
    const oldest = this.#until - LEARNED_WEEKS * 7 * 24 * HOUR_MS;
    this.#first = Math.max(oldest, Math.min(this.#until, ...this.#counts.keys()));
  }

  get isLearned(): boolean {
    return this.#until - this.#first >= LEAST_HISTORY_HOURS * HOUR_MS;
  }

  /** Messages to be expected between two times, part hours in proportion. */
  expected(from: string, to: string, what: Counted = 'received'): number {
    if (!this.isLearned) return 0;
    let [at, sum] = [Date.parse(from), 0];
    const end = Date.parse(to);
    while (at < end) {
      const next = Math.min(floorHour(at) + HOUR_MS, end);
      sum += this.#usual(floorHour(at), what) * ((next - at) / HOUR_MS);
      at = next;
    }
    return sum;
  }

  /** What the hours that have passed between two times brought. */
  observed(from: string, to: string, what: Counted): number {
    let sum = 0;
    for (const [at, hour] of this.#counts)
      if (at >= Date.parse(from) && at < Date.parse(to)) sum += hour[what];
    return sum;
  }

  #usual(hour: number, what: Counted): number {
    const weekly = this.#samples(hour, 7 * 24, what);
    return median(weekly.length >= LEAST_WEEKS ? weekly : this.#samples(hour, 24, what));
  }

  /** The counts at the same hour, so many hours apart, as far back as the source is known. */
  #samples(hour: number, everyHours: number, what: Counted): number[] {
    const samples: number[] = [];
    const step = everyHours * HOUR_MS;
    let at = hour - step * Math.max(1, Math.ceil((hour - this.#until + HOUR_MS) / step));
    for (; at >= this.#first; at -= step) samples.push(this.#counts.get(at)?.[what] ?? 0);
    return samples;
  }
}

export const floorHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
