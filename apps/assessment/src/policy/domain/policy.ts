import type { Dimension } from '@handrail/contracts';
import type { Level, TriggerKind } from '@handrail/domain';
import { SLOT, type InputCodes, type VariableName } from './inputs.js';

/** One cell of a row: the values of one variable under which the row holds, as a set of bits. */
export interface Cell {
  readonly variable: VariableName;
  readonly slot: number;
  readonly allowed: number;
}

/** A condition with a name that several rows share. */
export interface Condition {
  readonly id: string;
  readonly cells: readonly Cell[];
  readonly source: string;
}

export interface Row extends Condition {
  /** Any of these triggers must have fired; null when the row does not ask. */
  readonly triggers: readonly TriggerKind[] | null;
  readonly given: Condition | null;
  readonly unless: Condition | null;
}

/** How an input counts when it is not what it seems: an unknown rating, an unsafe home. */
export interface ReadingRow extends Row {
  readonly effect:
    | { readonly kind: 'counts-as'; readonly input: Dimension; readonly rating: number }
    | { readonly kind: 'at-least'; readonly input: Dimension; readonly rating: number };
}

/** Inputs that settle the answer at once: an emergency, or too little known. */
interface SettledRow extends Row {
  readonly level: 'ACUTE' | null;
}

/** A level the answer may not be below; null asks for none. */
export interface MinimumRow extends Row {
  readonly atLeast: Level | null;
  /** Position of `atLeast` among the levels, -1 for none. */
  readonly rank: number;
  readonly note: string | null;
}

interface WithdrawalRow extends Row {
  readonly setting: 'ambulatory' | '24-hour';
  readonly asamLevel: string;
}

interface SupportRow extends Row {
  readonly support: string;
}

interface ReviewRow extends Row {
  readonly reason: string;
}

export interface TriggerRule {
  readonly id: string;
  readonly kind: TriggerKind;
  /** `confirm`: a person signs whatever the table says. */
  readonly mode: 'automatic' | 'confirm';
  readonly dueMinutes: number;
  /** d1-d3 rated longer before the trigger than this count as unknown. */
  readonly ratingsFreshHours: number;
  readonly source: string;
}

interface LevelRow {
  readonly level: Level;
  readonly asamLevel: string | null;
  /** Levels that would also be acceptable, the nearest first. Never below the level itself. */
  readonly alternatives: readonly Level[];
  readonly source: string;
}

export const LIMIT_NAMES = [
  'acute-due-minutes',
  'step-down-ahead-days',
  'detox-plan-ahead-hours',
  'step-up-cool-down-days',
  'same-crisis-days',
  'transfer-grace-hours',
  'escalation-minutes',
  'snooze-hours',
  'outreach-attempts',
  'outreach-failed-due-minutes',
  'left-program-due-minutes',
  'missed-sessions',
  'missed-sessions-days',
  'lost-contact-days',
  'place-silence-days',
  'session-silence-days',
  'plan-ahead-days',
  'history-after-days',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/**
 * Triggers that came after policies were in use, as they count where a policy does not name them. A request
 * is answered within a day, so that interim services can still begin within 48 hours of it.
 */
export const TRIGGERS_UNLESS_STATED: readonly TriggerRule[] = [
  {
    id: 'T0',
    kind: 'care-requested',
    mode: 'automatic',
    dueMinutes: 1_440,
    ratingsFreshHours: 168,
    source:
      'Handrail proposal 7 (T0); 45 CFR 96.126: interim services within 48 hours of a request',
  },
];

/**
 * Limits that came after policies were in use, with what counts where a policy does not name them. A
 * policy that decided about people is never changed, so it cannot name them later. Handrail proposals.
 */
export const LIMITS_UNLESS_STATED: Readonly<Partial<Record<LimitName, number>>> = {
  'left-program-due-minutes': 4_320,
  'place-silence-days': 21,
  'session-silence-days': 14,
  'plan-ahead-days': 14,
};

export type PolicyStatus = 'draft' | 'approved' | 'retired';

interface PolicyApproval {
  readonly by: string;
  readonly role: string;
  readonly at: string;
}

/**
 * A version of the decision policy, checked and ready to decide. It never changes once it has
 * decided something: a change is a new version.
 */
export interface Policy {
  readonly version: string;
  readonly title: string;
  readonly status: PolicyStatus;
  readonly approval: PolicyApproval | null;
  readonly effectiveFrom: string;
  readonly contentHash: string;
  readonly levels: Readonly<Record<Level, LevelRow>>;
  readonly triggers: Readonly<Record<TriggerKind, TriggerRule>>;
  readonly limits: Readonly<Record<LimitName, number>>;
  readonly readings: readonly ReadingRow[];
  readonly settled: readonly SettledRow[];
  readonly minimums: Readonly<Record<Dimension, readonly MinimumRow[]>>;
  readonly floors: Readonly<Record<TriggerKind, readonly MinimumRow[]>>;
  readonly withdrawal: readonly WithdrawalRow[];
  readonly supports: readonly SupportRow[];
  readonly reviews: readonly ReviewRow[];
}

/** What the place that decides allows. */
export interface Permissions {
  /** Whether a policy that nobody has approved may decide by itself. */
  readonly allowDraftPolicy: boolean;
}

/** Whether every cell of a row holds; triggers are checked by the caller. */
export function holds(row: Row, env: InputCodes): boolean {
  if (!allCells(row.cells, env)) return false;
  if (row.given && !allCells(row.given.cells, env)) return false;
  return !(row.unless && allCells(row.unless.cells, env));
}

function allCells(cells: readonly Cell[], env: InputCodes): boolean {
  for (const cell of cells) if (((cell.allowed >>> env[cell.slot]!) & 1) === 0) return false;
  return true;
}

/** Whether a row that asks for triggers has one of them. */
export const triggered = (row: Row, triggers: readonly TriggerKind[]): boolean =>
  row.triggers === null || row.triggers.some((kind) => triggers.includes(kind));

export const cell = (variable: VariableName, allowed: number): Cell => ({
  variable,
  slot: SLOT[variable],
  allowed,
});
