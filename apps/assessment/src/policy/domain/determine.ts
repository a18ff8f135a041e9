import { contentHash, type Level } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import {
  codeOf,
  environmentOf,
  NONE,
  SLOT,
  type DecisionInputs,
  type InputCodes,
} from './inputs.js';
import { levelIn, situationOf } from './level.js';
import { holds, triggered, type Permissions, type Policy, type Row } from './policy.js';
import { inputOf, traceEntry, type TraceEntry } from './trace.js';
import { wouldChangeIf } from './would-change.js';

export type { Permissions } from './policy.js';

/**
 * The level of care for a set of inputs, with its reasons. Pure: the same policy and inputs give the
 * same determination forever, which is what lets every recorded one be checked again.
 */
export function determine(
  policy: Policy,
  inputs: DecisionInputs,
  permissions: Permissions,
): DeterminationData {
  const trace: TraceEntry[] = [];
  const env = environmentOf(inputs);
  const situation = situationOf(policy, env, inputs.triggers);
  const level = levelIn(situation, env, (fired, environment) =>
    trace.push(traceEntry(fired, environment)),
  );
  env[SLOT.level] = codeOf('level', level ?? NONE);
  const fired = <R extends Row>(rows: readonly R[]) =>
    rows.filter((row) => triggered(row, inputs.triggers) && holds(row, env));

  const withdrawal = level === 'WM' ? fired(policy.withdrawal) : [];
  const supports = level === null ? [] : fired(policy.supports);
  const reviews = reviewReasons(policy, inputs, level, permissions, fired(policy.reviews), env);
  trace.push(
    ...withdrawal.map((row) => entryOf(row, env, `withdrawal ${row.setting}`)),
    ...supports.map((row) => entryOf(row, env, `support ${row.support}`)),
    ...reviews,
  );
  const levelRow = level === null ? undefined : policy.levels[level];
  return {
    level,
    asamLevel: withdrawal[0]?.asamLevel ?? levelRow?.asamLevel ?? null,
    alternatives: [...(levelRow?.alternatives ?? [])],
    policyVersion: policy.version,
    policyStatus: policy.status,
    mode: reviews.length > 0 || level === null ? 'needs-human' : 'automatic',
    trace,
    supports: [...new Set(supports.map(({ support }) => support))],
    withdrawalSetting: withdrawal[0]?.setting ?? null,
    wouldChangeIf: wouldChangeIf(policy, inputs, level),
    inputsHash: hashOfInputs(inputs),
  };
}

/** Fingerprint of the inputs alone: the same whatever policy decides and however they were written. */
export function hashOfInputs(inputs: DecisionInputs): string {
  return contentHash(inputs);
}

const entryOf = (row: Row, env: InputCodes, effect: string): TraceEntry => ({
  rule: row.id,
  input: inputOf(row, env),
  effect,
  source: row.source,
});

/** Everything that keeps the answer from being acted on by itself, each as an entry of the trace. */
function reviewReasons(
  policy: Policy,
  inputs: DecisionInputs,
  level: Level | null,
  permissions: Permissions,
  rows: readonly Policy['reviews'][number][],
  env: InputCodes,
): TraceEntry[] {
  // The newest reason says who decides: completing detox after leaving early is not leaving early.
  const byTrigger = inputs.triggers
    .slice(-1)
    .map((kind) => policy.triggers[kind])
    .filter(({ mode }) => mode === 'confirm')
    .map(({ id, kind, source }) => ({
      rule: `${id}-confirm`,
      input: { trigger: kind },
      effect: 'a person decides: this trigger is always confirmed',
      source,
    }));
  const unapproved =
    policy.status !== 'approved' && !permissions.allowDraftPolicy && level !== null
      ? [
          {
            rule: 'policy-status',
            input: { policyStatus: policy.status },
            effect: 'a person decides: nobody has approved this policy',
            source: `policy ${policy.version}`,
          },
        ]
      : [];
  return [
    ...rows.map((row) => entryOf(row, env, `a person decides: ${row.reason}`)),
    ...byTrigger,
    ...unapproved,
  ];
}
