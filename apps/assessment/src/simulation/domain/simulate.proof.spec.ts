import { levelRank, type Level } from '@handrail/domain';
import fc from 'fast-check';
import { anyInputs } from '../../testing/any-inputs.js';
import { shippedPolicy } from '../../testing/shipped-policy.js';
import { determine } from '../../policy/domain/determine.js';
import type { DecisionInputs } from '../../policy/domain/inputs.js';
import { outcomeOf, type LevelOutcome } from '../../policy/domain/outcome.js';
import type { Policy } from '../../policy/domain/policy.js';
import { differences, PolicyWhatIf, type Recorded } from './simulate.js';

const policy = shippedPolicy();
const permissions = { allowDraftPolicy: true };

/** The shipped policy, but a risk of relapse of 2 asks for PHP. */
const stricter: Policy = {
  ...policy,
  minimums: {
    ...policy.minimums,
    d5: policy.minimums.d5.map((row) =>
      row.id === 'R4-d5-2' ? { ...row, atLeast: 'PHP', rank: levelRank('PHP') } : row,
    ),
  },
};

const recorded = (n: number, inputs: DecisionInputs): Recorded => ({
  ...{ determinationId: `d${n}`, reassessmentId: `r${n}`, personId: `p${n}` },
  ...{ determinedAt: '2026-11-01T00:00:00.000Z', inputs },
  ...outcomeOf(policy, inputs, permissions),
});

const relapse = (d5: 1 | 2 | 3): DecisionInputs => ({
  ratings: { d1: 0, d2: 0, d3: 0, d4: 1, d5, d6: 1 },
  triggers: ['overdose'],
  currentLevel: null,
  context: {},
});

const run = (
  all: readonly Recorded[],
  before: ((i: DecisionInputs) => LevelOutcome) | null = null,
) => {
  const simulation = new PolicyWhatIf((i) => outcomeOf(stricter, i, permissions), before, 2);
  all.forEach((recorded) => simulation.add(recorded));
  return simulation;
};

describe('the outcome without reasons', () => {
  it('is what the determination comes to, for anything that may be known', () => {
    fc.assert(
      fc.property(anyInputs, fc.boolean(), (inputs, allowDraftPolicy) => {
        const { level, mode } = determine(policy, inputs, { allowDraftPolicy });
        expect(outcomeOf(policy, inputs, { allowDraftPolicy })).toEqual({ level, mode });
      }),
      { seed: 20260102, numRuns: 1_000 },
    );
  });
});

describe('what another policy would have said', () => {
  const all = [relapse(1), relapse(2), relapse(2), relapse(2), relapse(3)].map((inputs, n) =>
    recorded(n, inputs),
  );

  it('is counted by move and by level, and the first people are named', () => {
    const simulation = run(all);
    expect(simulation.determinations).toBe(5);
    expect(simulation.changed).toBe(3);
    expect(simulation.moves).toEqual([{ from: 'IOP', to: 'PHP', count: 3 }]);
    const demand = new Map(simulation.demand.map((demanded) => [demanded.level, demanded]));
    const of = (level: Level) => demand.get(level)!;
    expect(of('OP')).toMatchObject({ before: 1, after: 1, change: 0 });
    expect(of('IOP')).toMatchObject({ before: 3, after: 0, change: -3 });
    expect(of('PHP')).toMatchObject({ before: 1, after: 4, change: 3 });
    expect(simulation.people.map(({ recorded: { personId } }) => personId)).toEqual(['p1', 'p2']);
  });

  it('is nothing new beside itself', () => {
    const simulation = run(all, (inputs) => outcomeOf(stricter, inputs, permissions));
    expect(simulation).toMatchObject({ changed: 0, moves: [], people: [] });
  });

  it('counts who decides', () => {
    const strict = new PolicyWhatIf(
      (inputs) => outcomeOf(policy, inputs, { allowDraftPolicy: false }),
      null,
      0,
    );
    all.forEach((recorded) => strict.add(recorded));
    expect(strict.modeChanges).toEqual({ toNeedsHuman: 5, toAutomatic: 0 });
  });

  it('says why by what stands in one trace alone', () => {
    const traceOf = (by: Policy) => determine(by, relapse(2), permissions).trace;
    expect(differences(traceOf(policy), traceOf(stricter))).toEqual([
      { rule: 'R4-d5-2', effect: 'at least IOP', only: 'before' },
      { rule: 'R4-d5-2', effect: 'at least PHP', only: 'after' },
    ]);
  });
});
