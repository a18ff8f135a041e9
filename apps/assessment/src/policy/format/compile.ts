import {
  contentHash,
  DIMENSIONS,
  type Level,
  levelRank,
  LEVELS,
  TRIGGER_KINDS,
  type TriggerKind,
} from '@handrail/domain';
import type { VariableName } from '../domain/inputs.js';
import { LIMITS_UNLESS_STATED, TRIGGERS_UNLESS_STATED } from '../domain/policy.js';
import type {
  Cell,
  Condition,
  LimitName,
  MinimumRow,
  Policy,
  ReadingRow,
  Row,
  TriggerRule,
} from '../domain/policy.js';
import { compileCell } from './cells.js';
import type { PolicyProblem } from './policy-problem.js';
import type { FileName, PolicyFiles, WrittenCell } from './schema.js';

type Written = { readonly id: string; readonly source: string } & {
  readonly when: Readonly<Partial<Record<VariableName, WrittenCell>>>;
  readonly given?: string;
  readonly unless?: string;
  readonly trigger?: readonly TriggerKind[] | TriggerKind;
};

/** Collects what is wrong while tables are turned into rows that can be matched. */
class Compilation {
  readonly problems: PolicyProblem[] = [];
  readonly conditions = new Map<string, Condition>();

  constructor(written: PolicyFiles['conditions.yaml']['rows']) {
    for (const { id, when, source } of written)
      this.conditions.set(id, { id, source, cells: this.#cells('conditions.yaml', id, when) });
  }

  row(file: FileName, written: Written): Row {
    const { id, source, trigger, given, unless } = written;
    return {
      id,
      source,
      cells: this.#cells(file, id, written.when),
      triggers: Array.isArray(trigger) ? (trigger as TriggerKind[]) : null,
      given: this.#condition(file, id, given),
      unless: this.#condition(file, id, unless),
    };
  }

  #condition(file: FileName, row: string, name: string | undefined): Condition | null {
    if (name === undefined) return null;
    const found = this.conditions.get(name) ?? null;
    if (!found) this.problems.push({ file, row, problem: `names the unknown condition ${name}` });
    return found;
  }

  #cells(file: FileName, row: string, when: Written['when']): Cell[] {
    return (Object.entries(when) as [VariableName, WrittenCell][]).flatMap(([name, written]) => {
      const { cell, problem } = compileCell(name, written);
      if (problem !== null) this.problems.push({ file, row, problem });
      return cell ? [cell] : [];
    });
  }
}

/** Builds a policy from files of the right form. Its tables are not yet known to be complete. */
export function compilePolicy(files: PolicyFiles): { policy: Policy; problems: PolicyProblem[] } {
  const head = files['policy.yaml'];
  const compilation = new Compilation(files['conditions.yaml'].rows);
  const minimums = files['minimums.yaml'].rows.map((row) => ({
    dimension: row.dimension,
    row: minimum(compilation.row('minimums.yaml', row), row),
  }));
  const floors = files['floors.yaml'].rows.map((row) => ({
    trigger: row.trigger,
    row: minimum(compilation.row('floors.yaml', row), row),
  }));
  const policy: Policy = {
    version: head.version,
    title: head.title,
    status: head.status,
    approval: head.approval,
    effectiveFrom: head.effectiveFrom,
    contentHash: fingerprintOf(files),
    levels: byKey(LEVELS, (level) => head.levels.find((row) => row.level === level)!),
    triggers: byKey(TRIGGER_KINDS, (kind) => triggerRow(files, kind)),
    limits: {
      ...LIMITS_UNLESS_STATED,
      ...Object.fromEntries(files['limits.yaml'].rows.map(({ id, value }) => [id, value])),
    } as Record<LimitName, number>,
    readings: files['readings.yaml'].rows.map((row) => reading(compilation, row)),
    settled: files['settled.yaml'].rows.map((row) => ({
      ...compilation.row('settled.yaml', row),
      level: row.level === 'none' ? null : row.level,
    })),
    minimums: byKey(DIMENSIONS, (dimension) =>
      minimums.filter((minimum) => minimum.dimension === dimension).map(({ row }) => row),
    ),
    floors: byKey(TRIGGER_KINDS, (trigger) =>
      floors.filter((floor) => floor.trigger === trigger).map(({ row }) => row),
    ),
    withdrawal: files['withdrawal.yaml'].rows.map((row) => ({
      ...compilation.row('withdrawal.yaml', row),
      setting: row.setting,
      asamLevel: row.asamLevel,
    })),
    supports: files['supports.yaml'].rows.map((row) => ({
      ...compilation.row('supports.yaml', row),
      support: row.support,
    })),
    reviews: files['reviews.yaml'].rows.map((row) => ({
      ...compilation.row('reviews.yaml', row),
      reason: row.reason,
    })),
  };
  return { policy, problems: compilation.problems };
}

/**
 * Fingerprint of what decides. Approving or retiring a version is told beside it, so that a draft that
 * was tried out can be approved without becoming another policy.
 */
function fingerprintOf(files: PolicyFiles): string {
  const { status: _status, approval: _approval, ...head } = files['policy.yaml'];
  return contentHash({ ...files, 'policy.yaml': head });
}

/** The row of a trigger, or how one counts that is younger than the policy. */
const triggerRow = (files: PolicyFiles, kind: TriggerKind): TriggerRule =>
  [...files['triggers.yaml'].rows, ...TRIGGERS_UNLESS_STATED].find((row) => row.kind === kind)!;

function minimum(row: Row, written: { atLeast: Level | 'none'; note?: string }): MinimumRow {
  const atLeast = written.atLeast === 'none' ? null : written.atLeast;
  const rank = atLeast === null ? -1 : levelRank(atLeast);
  return { ...row, atLeast, rank, note: written.note ?? null };
}

function reading(
  compilation: Compilation,
  row: PolicyFiles['readings.yaml']['rows'][number],
): ReadingRow {
  const { id, input, countsAs, countsAtLeast } = row;
  const compiled = compilation.row('readings.yaml', row);
  if ((countsAs === undefined) === (countsAtLeast === undefined))
    compilation.problems.push({
      file: 'readings.yaml',
      row: id,
      problem: 'needs either countsAs or countsAtLeast',
    });
  return countsAs === undefined
    ? { ...compiled, effect: { kind: 'at-least', input, rating: countsAtLeast ?? 0 } }
    : { ...compiled, effect: { kind: 'counts-as', input, rating: countsAs } };
}

const byKey = <K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
