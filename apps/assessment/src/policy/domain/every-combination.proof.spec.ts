import { DIMENSIONS, type Level, LEVELS, TRIGGER_KINDS, type TriggerKind } from '@handrail/domain';
import type { DeterminationData, Ratings } from '@handrail/contracts';
import { shippedPolicy } from '../../testing/shipped-policy.js';
import { determine } from './determine.js';
import { environmentOf, HOUSINGS, type DecisionInputs, type Housing } from './inputs.js';
import { findLevel, levelIn, situationOf } from './level.js';
import type { Policy } from './policy.js';
import { resultFromTrace } from './trace.js';

// Not a sample: every rating set, home, trigger and current level there is.
const policy = shippedPolicy();
const SETS = 5 ** 6;
const PLACES = DIMENSIONS.map((_, index) => 5 ** index);
/** Rating of each dimension in each set, looked up because these loops run millions of times. */
const DIGITS = PLACES.map((place) =>
  Uint8Array.from({ length: SETS }, (_, set) => Math.floor(set / place) % 5),
);
const RATINGS_TO_TRY = [0, 1, 2, 3, 4];
const TRIGGERS: readonly (TriggerKind | null)[] = [...TRIGGER_KINDS, null];
const CURRENT: readonly (Level | null)[] = [...LEVELS, null];

const RANK = Object.fromEntries(LEVELS.map((level, rank) => [level, rank])) as Record<
  Level,
  number
>;

const ratingsOf = (set: number): Ratings =>
  Object.fromEntries(
    DIMENSIONS.map((dimension, index) => [dimension, DIGITS[index]![set]]),
  ) as Ratings;

const inputsOf = (
  set: number,
  housing: Housing,
  trigger: TriggerKind | null,
  currentLevel: Level | null,
): DecisionInputs => ({
  ratings: ratingsOf(set),
  triggers: trigger ? [trigger] : [],
  currentLevel,
  context: { housing },
});

/** Ranks of all rating sets in one situation; the fast path that decisions take too. */
function ranksIn(
  by: Policy,
  housing: Housing,
  trigger: TriggerKind | null,
  currentLevel: Level | null,
): Int8Array {
  const triggers = trigger ? [trigger] : [];
  const base = environmentOf(inputsOf(0, housing, trigger, currentLevel));
  const situation = situationOf(by, base, triggers);
  const ranks = new Int8Array(SETS);
  const env = base.slice();
  for (let set = 0; set < SETS; set += 1) {
    for (let at = 0; at < 6; at += 1) env[at] = DIGITS[at]![set]!;
    const level = levelIn(situation, env);
    ranks[set] = level === null ? -1 : RANK[level];
  }
  return ranks;
}

function* situations(): Generator<[Housing, TriggerKind | null, Level | null]> {
  for (const housing of HOUSINGS)
    for (const trigger of TRIGGERS)
      for (const current of CURRENT) yield [housing, trigger, current];
}

const { LTS, OP, IOP, PHP, RES, WM, ACUTE } = RANK;
const NOTHING = -1;
const BY_RISK = [OP, OP, IOP, PHP, RES];
const HOME_RISK: Partial<Record<Housing, number>> = { unsafe: 4, unstable: 3, homeless: 3 };
/** One level above the current one; none, detox and emergency care are no level of treatment. */
const STEP_UP: Partial<Record<Level, number>> = { LTS: OP, OP: IOP, IOP: PHP, PHP: RES, RES };
const STEP_DOWN: Partial<Record<Level, number>> = { RES: PHP, PHP: IOP, IOP: OP, OP: LTS, LTS };

/**
 * The level worked out once more from the written rules of the domain, without tables and without the
 * evaluator: what each dimension and trigger asks for at least, and the highest of that.
 */
function highestMinimum(
  set: number,
  housing: Housing,
  trigger: TriggerKind | null,
  current: Level | null,
): number {
  const [d1, d2, d3, d4, d5] = [0, 1, 2, 3, 4].map((index) => DIGITS[index]![set]!) as Five;
  if (d1 === 4 || d2 === 4 || d3 === 4) return ACUTE;
  const d6 = Math.max(DIGITS[5]![set]!, HOME_RISK[housing] ?? 0);
  const worst = Math.max(d2, d3, d4, d5, d6);
  const readyForSupport =
    trigger === 'program-completed' && current === 'OP' && Math.max(d1, worst) <= 1;
  const byRisk = (risk: number) => (readyForSupport ? LTS : BY_RISK[risk]!);
  return Math.max(
    d1 >= 2 ? WM : NOTHING,
    d2 === 3 || d3 === 3 ? PHP : NOTHING,
    byRisk(d4),
    byRisk(d5),
    d6 === 3 ? (d5 >= 3 ? RES : IOP) : byRisk(d6),
    floorOf(trigger, current, worst),
  );
}

type Five = [number, number, number, number, number];

function floorOf(trigger: TriggerKind | null, current: Level | null, worst: number): number {
  if (trigger === 'detox-completed') return worst <= 1 ? OP : IOP;
  if (trigger === 'residential-step-down') return IOP;
  if (trigger === 'repeated-return-to-use') return (current && STEP_UP[current]) ?? IOP;
  if (trigger === 'program-completed') return (current && STEP_DOWN[current]) ?? NOTHING;
  return NOTHING;
}

describe('all 5^6 rating sets in every home, trigger and current level', () => {
  it('raising any rating never lowers the level', () => {
    let compared = 0;
    for (const [housing, trigger, current] of situations()) {
      const ranks = ranksIn(policy, housing, trigger, current);
      for (let at = 0; at < 6; at += 1) {
        const digits = DIGITS[at]!;
        const place = PLACES[at]!;
        for (let set = 0; set < SETS; set += 1) {
          if (digits[set] === 4) continue;
          if (ranks[set + place]! < ranks[set]!)
            throw new Error(
              `${JSON.stringify({ ...inputsOf(set, housing, trigger, current), at })} falls`,
            );
          compared += 1;
        }
      }
    }
    expect(compared).toBe(HOUSINGS.length * (TRIGGER_KINDS.length + 1) * 8 * 6 * 4 * 5 ** 5);
  }, 120_000);

  it('the highest minimum of all dimensions and triggers is the level', () => {
    for (const [housing, trigger, current] of situations()) {
      const ranks = ranksIn(policy, housing, trigger, current);
      for (let set = 0; set < SETS; set += 1)
        if (ranks[set] !== highestMinimum(set, housing, trigger, current))
          throw new Error(
            `${JSON.stringify(inputsOf(set, housing, trigger, current))} gives ${LEVELS[ranks[set]!]}`,
          );
    }
    expect(SETS).toBe(15_625);
  }, 120_000);

  it('the order of the rows does not matter', () => {
    const turned = <T>(rows: readonly T[]): T[] => [...rows].reverse();
    const turnedAll = <K extends string, T>(tables: Readonly<Record<K, readonly T[]>>) =>
      Object.fromEntries(
        Object.entries<readonly T[]>(tables).map(([key, rows]) => [key, turned(rows)]),
      ) as Record<K, T[]>;
    const reversed: Policy = {
      ...policy,
      readings: turned(policy.readings),
      settled: turned(policy.settled),
      minimums: turnedAll(policy.minimums),
      floors: turnedAll(policy.floors),
    };
    for (const [housing, trigger, current] of situations()) {
      const [ranks, others] = [policy, reversed].map((by) =>
        Buffer.from(ranksIn(by, housing, trigger, current).buffer),
      );
      expect(ranks!.equals(others!)).toBe(true);
    }
  }, 120_000);
});

/** The trace is there, and whoever has only the trace comes to the same result. */
function expectExplained(inputs: DecisionInputs, determination: DeterminationData): void {
  const { level, mode, supports, withdrawalSetting, trace } = determination;
  const traced = resultFromTrace(trace);
  const same =
    traced.level === level &&
    traced.mode === mode &&
    traced.withdrawalSetting === withdrawalSetting &&
    traced.supports.join() === supports.join();
  if (trace.length === 0 || !same)
    throw new Error(`${JSON.stringify({ inputs, traced })} is not explained`);
}

describe('every determination of all rating sets for three triggers', () => {
  const permissions = { allowDraftPolicy: true };
  const all = function* (): Generator<DecisionInputs> {
    const cases = [
      ['detox-completed', 'stable', null],
      ['residential-step-down', 'unstable', 'RES'],
      ['repeated-return-to-use', 'recovery-residence', 'IOP'],
    ] as const;
    for (const [trigger, housing, current] of cases)
      for (let set = 0; set < SETS; set += 1) yield inputsOf(set, housing, trigger, current);
  };
  it('is explained by its trace, and tells the smallest changes, all of them and only true ones', () => {
    let tried = 0;
    for (const inputs of all()) {
      const base = environmentOf(inputs);
      const situation = situationOf(policy, base, inputs.triggers);
      const determination = determine(policy, inputs, permissions);
      const { level, wouldChangeIf } = determination;
      expectExplained(inputs, determination);
      const expected = DIMENSIONS.flatMap((input, slot) => {
        const levels = RATINGS_TO_TRY.map((rating) => {
          const env = base.slice();
          env[slot] = rating;
          return levelIn(situation, env);
        });
        const now = base[slot]!;
        const down = levels.findLastIndex((then, rating) => rating < now && then !== level);
        const up = levels.findIndex((then, rating) => rating > now && then !== level);
        const changes = [down, up].filter((to) => to >= 0);
        return changes.map((to) => ({ input, to, level: levels[to] }));
      });
      const besideHousing = wouldChangeIf.filter(({ input }) => input !== 'housing');
      if (JSON.stringify(besideHousing) !== JSON.stringify(expected))
        throw new Error(`${JSON.stringify({ inputs, besideHousing, expected })}`);
      tried += besideHousing.length;
      for (const { to, level: then } of wouldChangeIf.slice(besideHousing.length)) {
        const moved = { ...inputs, context: { housing: to as Housing } };
        if (findLevel(policy, environmentOf(moved), inputs.triggers) !== then || then === level)
          throw new Error(`${JSON.stringify({ inputs, to, then })} is not true`);
      }
    }
    expect(tried).toBeGreaterThan(100_000);
  }, 120_000);
});
