import { deriveId, LEVELS, TRIGGER_KINDS, type Level, type TriggerKind } from '@handrail/domain';
import { randomOf } from '../random.js';

/** One reassessment of a generated year: the inputs as they are kept, and as they are posted. */
export interface Generated {
  readonly determinationId: string;
  readonly reassessmentId: string;
  readonly personId: string;
  readonly determinedAt: string;
  readonly inputs: Inputs & { readonly triggers: readonly TriggerKind[] };
  readonly posted: Inputs & { readonly trigger: TriggerKind };
}

interface Inputs {
  readonly ratings: Readonly<Record<string, number | 'unknown'>>;
  readonly currentLevel: Level | null;
  readonly context: Readonly<Record<string, string | boolean>>;
}

/** Seeds that follow each other give sequences that do not. */
const chance = (seed: number): (() => number) => randomOf((seed * 2_654_435_761) >>> 0);

/** Shares of ratings 0 to 4 in d1-d3 and in d4-d6; the rest is unknown. */
const ACUTE_RISKS = [0.52, 0.26, 0.12, 0.05, 0.01];
const OTHER_RISKS = [0.14, 0.27, 0.31, 0.17, 0.06];
const HOMES = [
  'stable',
  'stable',
  'stable',
  'unstable',
  'recovery-residence',
  'homeless',
  'unsafe',
];

function rating(next: () => number, shares: readonly number[]): number | 'unknown' {
  let left = next();
  for (const [value, share] of shares.entries()) {
    left -= share;
    if (left < 0) return value;
  }
  return 'unknown';
}

const pick = <T>(next: () => number, values: readonly T[]): T =>
  values[Math.floor(next() * values.length)]!;

/** The n-th reassessment of the year; the same n is the same person in the same situation. */
export function generatedReassessment(n: number, atMs: number): Generated {
  const next = chance(n + 1);
  const [acute, other] = [() => rating(next, ACUTE_RISKS), () => rating(next, OTHER_RISKS)];
  const ratings = { d1: acute(), d2: acute(), d3: acute(), d4: other(), d5: other(), d6: other() };
  const trigger = pick(next, TRIGGER_KINDS);
  const currentLevel = next() < 0.4 ? null : pick(next, LEVELS);
  const context = {
    housing: pick(next, HOMES),
    pregnant: next() < 0.04,
    injecting: next() < 0.2,
    severeWithdrawalHistory: next() < 0.1,
    region: pick(next, ['boston', 'worcester', 'lowell']),
  };
  const inputs = { ratings, currentLevel, context };
  const id = (of: string) => deriveId(Math.trunc(atMs), of, String(n));
  return {
    determinationId: id('determination'),
    reassessmentId: id('reassessment'),
    personId: id('person'),
    determinedAt: new Date(Math.trunc(atMs)).toISOString(),
    inputs: { ...inputs, triggers: [trigger] },
    posted: { ...inputs, trigger },
  };
}
