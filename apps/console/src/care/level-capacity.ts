import type { LevelCapacity } from '../api/policies.js';

/** A program as the scheduling service answers it, as far as places go. */
interface Program {
  readonly level?: unknown;
  readonly tracks?: unknown;
}

interface Track {
  readonly capacity?: unknown;
  readonly free?: unknown;
  readonly asOf?: unknown;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/**
 * Adds the tracks of all programs up by level. What is free is scheduling's own number: capacity minus
 * used is not it, for offers, people the program placed itself and closed programs take places too. The
 * oldest number says how old the sum is.
 */
export function levelCapacity(programs: readonly unknown[]): LevelCapacity[] {
  const levels = new Map<string, LevelCapacity>();
  for (const { level, tracks } of programs as readonly Program[]) {
    if (typeof level !== 'string') continue;
    for (const track of (Array.isArray(tracks) ? tracks : []) as readonly Track[])
      levels.set(level, plus(levels.get(level) ?? { level, ...NOTHING }, track));
  }
  return [...levels.values()];
}

const NOTHING = { places: 0, free: 0, oldestAsOf: null } as const;

function plus(sum: LevelCapacity, track: Track): LevelCapacity {
  const asOf = typeof track.asOf === 'string' ? track.asOf : null;
  const older = asOf !== null && (sum.oldestAsOf === null || asOf < sum.oldestAsOf);
  return {
    level: sum.level,
    places: sum.places + number(track.capacity),
    free: sum.free === null || typeof track.free !== 'number' ? null : sum.free + track.free,
    oldestAsOf: older ? asOf : sum.oldestAsOf,
  };
}
