import { LEVELS, type Level } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import type { DecisionInputs } from '../../policy/domain/inputs.js';
import type { LevelOutcome } from '../../policy/domain/outcome.js';
import type { TraceEntry } from '../../policy/domain/trace.js';

/** A determination as it was recorded, as far as a simulation needs it. */
export interface Recorded extends LevelOutcome {
  readonly determinationId: string;
  readonly reassessmentId: string;
  readonly personId: string;
  readonly determinedAt: string;
  readonly inputs: DecisionInputs;
}

export type Ask = (inputs: DecisionInputs) => LevelOutcome;

export interface Move {
  readonly from: Level | null;
  readonly to: Level | null;
  readonly count: number;
}

export interface DemandOfLevel {
  readonly level: Level | null;
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/** Somebody whose level would be another one. */
export interface Moved {
  readonly recorded: Recorded;
  readonly from: Level | null;
  readonly to: Level | null;
}

const ALL: readonly (Level | null)[] = [...LEVELS, null];
const PLACES = ALL.length;
const placeOf = new Map(ALL.map((level, index) => [level, index]));

/**
 * Counts what another policy would have said about recorded determinations, one after the other: every
 * move from level to level, who decides, and the first people who would move. It keeps counts only, so
 * a year fits as well as a day.
 */
export class PolicyWhatIf {
  #determinations = 0;
  #toNeedsHuman = 0;
  #toAutomatic = 0;
  readonly #moves = new Uint32Array(PLACES * PLACES);
  readonly #people: Moved[] = [];
  readonly #after: Ask;
  readonly #before: Ask | null;
  readonly #peopleAtMost: number;

  /**
   * @param after what the other policy says
   * @param before what to compare with; what was recorded when it is null
   * @param peopleAtMost how many people are named
   */
  constructor(after: Ask, before: Ask | null, peopleAtMost: number) {
    this.#after = after;
    this.#before = before;
    this.#peopleAtMost = peopleAtMost;
  }

  add(recorded: Recorded): void {
    const before = this.#before ? this.#before(recorded.inputs) : recorded;
    const after = this.#after(recorded.inputs);
    this.#determinations += 1;
    this.#moves[placeOf.get(before.level)! * PLACES + placeOf.get(after.level)!]! += 1;
    if (before.mode !== after.mode) {
      if (after.mode === 'needs-human') this.#toNeedsHuman += 1;
      else this.#toAutomatic += 1;
    }
    if (before.level !== after.level && this.#people.length < this.#peopleAtMost)
      this.#people.push({ recorded, from: before.level, to: after.level });
  }

  get determinations(): number {
    return this.#determinations;
  }

  get changed(): number {
    return this.moves.reduce((sum, { count }) => sum + count, 0);
  }

  /** Only what moves, most first. */
  get moves(): Move[] {
    return ALL.flatMap((from) => ALL.map((to) => ({ from, to, count: this.#count(from, to) })))
      .filter(({ from, to, count }) => from !== to && count > 0)
      .sort((a, b) => b.count - a.count);
  }

  /** How many would ask for each level, before and after. */
  get demand(): DemandOfLevel[] {
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    return ALL.map((level) => {
      const before = sum(ALL.map((to) => this.#count(level, to)));
      const after = sum(ALL.map((from) => this.#count(from, level)));
      return { level, before, after, change: after - before };
    });
  }

  get modeChanges(): { readonly toNeedsHuman: number; readonly toAutomatic: number } {
    return { toNeedsHuman: this.#toNeedsHuman, toAutomatic: this.#toAutomatic };
  }

  get people(): readonly Moved[] {
    return this.#people;
  }

  #count(from: Level | null, to: Level | null): number {
    return this.#moves[placeOf.get(from)! * PLACES + placeOf.get(to)!]!;
  }
}

/** One rule that had a part in one answer and not in the other. */
export interface Difference {
  readonly rule: string;
  readonly effect: string;
  readonly only: 'before' | 'after';
}

/** Why two answers differ: the entries that stand in one trace and not in the other. */
export function differences(
  before: DeterminationData['trace'],
  after: DeterminationData['trace'],
): Difference[] {
  const missing = (trace: readonly TraceEntry[], other: readonly TraceEntry[]) =>
    trace.filter(
      ({ rule, effect }) => !other.some((entry) => entry.rule === rule && entry.effect === effect),
    );
  return [
    ...missing(before, after).map(({ rule, effect }) => ({
      ...{ rule, effect },
      only: 'before' as const,
    })),
    ...missing(after, before).map(({ rule, effect }) => ({
      ...{ rule, effect },
      only: 'after' as const,
    })),
  ];
}
