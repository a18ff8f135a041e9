import { higherLevel, isLevel, type Level, type TriggerKind } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import { valueOf, type InputCodes } from './inputs.js';
import type { Fired } from './level.js';
import type { Row } from './policy.js';

export type TraceEntry = DeterminationData['trace'][number];

/** The values a row looked at, so that a reader sees why it fired. */
export function inputOf(row: Row, env: InputCodes, trigger?: TriggerKind): TraceEntry['input'] {
  const cells = [...row.cells, ...(row.given?.cells ?? [])];
  const seen = cells.map(({ variable }) => [variable, valueOf(variable, env)] as const);
  return Object.fromEntries(trigger ? [['trigger', trigger], ...seen] : seen);
}

/** Tells a row that fired. Effects are a small fixed language: see `levelFromTrace`. */
export function traceEntry(fired: Fired, env: InputCodes): TraceEntry {
  const { row } = fired;
  const trigger = fired.table === 'minimum' ? fired.trigger : undefined;
  const entry = { rule: row.id, input: inputOf(row, env, trigger), source: row.source };
  return { rule: entry.rule, input: entry.input, effect: effectOf(fired, env), source: row.source };
}

function effectOf(fired: Fired, env: InputCodes): string {
  switch (fired.table) {
    case 'reading': {
      const { input, rating } = fired.row.effect;
      return `${input} ${String(valueOf(input, env))} counts as ${rating}`;
    }
    case 'settled':
      return fired.row.level === null
        ? 'no level, a person decides'
        : `level ${fired.row.level}, a person decides at once`;
    case 'minimum': {
      const { atLeast, note } = fired.row;
      if (atLeast === null) return 'no minimum';
      return note === null ? `at least ${atLeast}` : `at least ${atLeast}, ${note}`;
    }
    default:
      return fired satisfies never;
  }
}

/** What a trace says by itself, without the policy or the inputs. */
export interface TracedResult {
  readonly level: Level | null;
  readonly mode: DeterminationData['mode'];
  readonly supports: readonly string[];
  readonly withdrawalSetting: DeterminationData['withdrawalSetting'];
}

/**
 * The result as the trace alone gives it: the settled level when there is one, nothing when the inputs
 * left it open, otherwise the highest "at least"; then supports, setting, and whether a person decides.
 * A determination whose trace does not lead to it would be a bug, and a test holds the two together.
 */
export function resultFromTrace(trace: readonly TraceEntry[]): TracedResult {
  const effects = trace.map(({ effect }) => effect);
  const after = (word: string) =>
    effects.filter((effect) => effect.startsWith(word)).map((effect) => effect.slice(word.length));
  const [setting] = after('withdrawal ');
  return {
    level: levelFromTrace(effects),
    mode: effects.some((effect) => effect.includes('a person decides'))
      ? 'needs-human'
      : 'automatic',
    supports: [...new Set(after('support '))],
    withdrawalSetting: setting === 'ambulatory' || setting === '24-hour' ? setting : null,
  };
}

function levelFromTrace(effects: readonly string[]): Level | null {
  let highest: Level | null = null;
  let open = false;
  for (const effect of effects) {
    const [verb, level] = [/^(level|at least|no level)\b/.exec(effect)?.[1], levelIn(effect)];
    if (verb === 'no level') open = true;
    if (verb === 'level' && level) return level;
    if (verb === 'at least' && level) highest = highest ? higherLevel(highest, level) : level;
  }
  return open ? null : highest;
}

function levelIn(effect: string): Level | null {
  const word = /^(?:level|at least) ([A-Z]+)/.exec(effect)?.[1];
  return isLevel(word) ? word : null;
}
